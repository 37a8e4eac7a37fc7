import { hashOf, type Decision, type Refusal } from '@recourse/kernel'
import { lintPack } from '../lint/lint-pack.js'
import type { PublishPolicyPack } from './commands.js'
import { PolicyPackPublished } from './events/index.js'
import { refusePack } from './refusals.js'
import type { PublishedPack } from './state.js'

/** Records a version with its whole content. Cases that are open keep theirs; the law is looked at first. */
export const publishPolicyPack = ({ pack, facts, now }: PublishPolicyPack, { versions }: PublishedPack): Decision => {
  const sha256 = hashOf(pack)
  const known = [...facts.shipped, ...versions]
  const same = known.find(({ version }) => version === pack.version)
  if (same) return same.sha256 === sha256 ? [] : refusePack('VersionTaken', { version: pack.version, sha256: same.sha256 })
  const { id, version, effectiveFrom, reviewBy } = pack
  return unlawful(pack)
    ?? kindDiffers(pack.kind, known)
    ?? tooEarly(effectiveFrom, known, now)
    ?? [PolicyPackPublished({ id, version, sha256, effectiveFrom, reviewBy, content: { ...pack } })]
}

/** Doubts do not keep a pack back: a person has looked at them who may publish. */
const unlawful = (pack: PublishPolicyPack['pack']): Refusal | undefined => {
  const findings = lintPack(pack).filter(({ severity }) => severity === 'error')
  return findings.length > 0 ? refusePack('UnlawfulPack', { findings }) : undefined
}

const kindDiffers = (kind: string, known: readonly { readonly kind: string }[]): Refusal | undefined => {
  const other = known.find((version) => version.kind !== kind)
  return other && refusePack('PackKindDiffers', { kind, existing: other.kind })
}

const tooEarly = (effectiveFrom: string, known: readonly { readonly effectiveFrom: string }[], now: string): Refusal | undefined => {
  const newest = known.map((version) => version.effectiveFrom).sort().at(-1)
  const isLater = effectiveFrom >= now && (newest === undefined || effectiveFrom > newest)
  return isLater ? undefined : refusePack('EffectiveFromNotLater', { effectiveFrom, now, ...(newest === undefined ? {} : { newest }) })
}
