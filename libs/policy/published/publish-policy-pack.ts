import { canonicalJson, hashOf, type Decision, type Refusal } from '@recourse/kernel'
import { lintPack } from '../lint/lint-pack.js'
import { clauseOf } from '../pack.js'
import type { Clause, Pack } from '../pack-schema.js'
import type { PublishPolicyPack } from './commands.js'
import { PolicyPackPublished } from './events/index.js'
import { refusePack } from './refusals.js'
import type { PublishedPack } from './state.js'

/** Records a version with its whole content. Cases that are open keep theirs; the law is looked at first. */
export const publishPolicyPack = ({ pack, facts, now }: PublishPolicyPack, { versions }: PublishedPack): Decision => {
  const sha256 = hashOf(pack)
  const known = [...facts.shipped, ...versions]
  const same = known.find((version) => version.pack.version === pack.version)
  if (same) return same.sha256 === sha256 ? [] : refusePack('VersionTaken', { version: pack.version, sha256: same.sha256 })
  const newest = known.map((version) => version.pack).sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)).at(-1)
  const { id, version, effectiveFrom, reviewBy } = pack
  return unlawful(pack)
    ?? kindDiffers(pack, newest)
    ?? tooEarly(pack, newest, now)
    ?? sameClauseOtherWords(pack, newest)
    ?? [PolicyPackPublished({ id, version, sha256, effectiveFrom, reviewBy, content: { ...pack } })]
}

/** Doubts do not keep a pack back: a person has looked at them who may publish. */
const unlawful = (pack: Pack): Refusal | undefined => {
  const findings = lintPack(pack).filter(({ severity }) => severity === 'error')
  return findings.length > 0 ? refusePack('UnlawfulPack', { findings }) : undefined
}

const kindDiffers = ({ kind }: Pack, newest: Pack | undefined): Refusal | undefined =>
  newest && newest.kind !== kind ? refusePack('PackKindDiffers', { kind, existing: newest.kind }) : undefined

const tooEarly = ({ effectiveFrom }: Pack, newest: Pack | undefined, now: string): Refusal | undefined => {
  const isLater = effectiveFrom >= now && (newest === undefined || effectiveFrom > newest.effectiveFrom)
  return isLater ? undefined : refusePack('EffectiveFromNotLater', { effectiveFrom, now, ...(newest === undefined ? {} : { newest: newest.effectiveFrom }) })
}

/** A clause is cited by its id and version: other words under the same version would say that the customer agreed to something else. */
const sameClauseOtherWords = (pack: Pack, newest: Pack | undefined): Refusal | undefined => {
  const changed = pack.clauses.filter((clause) => {
    const before = newest && clauseOf(newest, clause.id)
    return before !== undefined && clause.version <= before.version && !isSame(clause, before)
  })
  return changed.length > 0 ? refusePack('ClauseVersionNotRaised', { clauses: changed.map(({ id, version }) => ({ id, version })) }) : undefined
}

const isSame = (clause: Clause, before: Clause): boolean => canonicalJson(clause) === canonicalJson(before)
