import type { Instant } from '@recourse/kernel'
import type { CarePack, Clause, Pack, Reason, RefundPack, ReviewItem } from './pack-schema.js'

export type * from './pack-schema.js'

/** No loaded pack has this id and version: it was never shipped, or an event names a version that was deleted (versions are kept for ever). */
export class UnknownPack extends Error {
  constructor(readonly id: string, readonly version: string | undefined, known: readonly string[]) {
    super(`no policy pack ${id}${version ? ` ${version}` : ''}; loaded: ${known.join(', ') || 'none'}`)
    this.name = 'UnknownPack'
  }
}

/** Where deciders find packs. What stands under a tenant, id and version never changes; shipped packs are the same for every tenant. */
export interface PackLookup {
  find(id: string, version: string, tenant: string): RefundPack | undefined
  /** @throws UnknownPack */
  get(id: string, version: string, tenant: string): RefundPack
  /** @throws UnknownPack */
  getCare(id: string, version: string, tenant: string): CarePack
  /** The care plan pack in force at an instant, or undefined when there is none of that id. */
  latestCare(id: string, at: Instant, tenant: string): CarePack | undefined
  /** Brings into memory what the tenant published under the id (with a version: unless that one is known). Absent where nothing is ever published. */
  load?(tenant: string, id: string, version?: string): Promise<void>
}

/** All loaded versions of all packs. Immutable; a pack that was once in force stays, because open cases keep their version. */
export class PolicyPacks implements PackLookup {
  private readonly packs: readonly Pack[]

  /** @throws Error when two packs have the same id and version, or two versions of a pack come into force at the same instant. */
  constructor(packs: readonly Pack[]) {
    this.packs = [...packs].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
    rejectTwins(this.packs, (pack) => `${pack.id} ${pack.version}`)
    rejectTwins(this.packs, (pack) => `${pack.id} from ${pack.effectiveFrom}`)
  }

  all(): readonly Pack[] {
    return this.packs
  }

  /** The refund pack in force at an instant, or undefined when there is none of that id. */
  latest(id: string, at: Instant): RefundPack | undefined {
    return this.refunds().findLast((pack) => pack.id === id && pack.effectiveFrom <= at)
  }

  find(id: string, version: string): RefundPack | undefined {
    return this.refunds().find((pack) => pack.id === id && pack.version === version)
  }

  /** @throws UnknownPack */
  get(id: string, version: string): RefundPack {
    return this.find(id, version) ?? this.unknown(id, version)
  }

  /** The care plan pack in force at an instant, or undefined when there is none of that id. */
  latestCare(id: string, at: Instant): CarePack | undefined {
    return this.cares().findLast((pack) => pack.id === id && pack.effectiveFrom <= at)
  }

  /** @throws UnknownPack */
  getCare(id: string, version: string): CarePack {
    return this.cares().find((pack) => pack.id === id && pack.version === version) ?? this.unknown(id, version)
  }

  private refunds(): RefundPack[] {
    return this.packs.filter((pack) => pack.kind === 'refund')
  }

  private cares(): CarePack[] {
    return this.packs.filter((pack) => pack.kind === 'care')
  }

  private unknown(id: string, version: string): never {
    throw new UnknownPack(id, version, this.packs.map((pack) => `${pack.id} ${pack.version}`))
  }
}

export const reasonOf = (pack: RefundPack, code: string): Reason | undefined => pack.reasons.find((reason) => reason.code === code)

/** The items of the checklist that a case with this reason needs a finding on. */
export const reviewItemsFor = (pack: RefundPack, reason: string): readonly ReviewItem[] => pack.reviewItems.filter(({ reasons }) => !reasons || reasons.includes(reason))

export const clauseOf = (pack: Pack, id: string): Clause | undefined => pack.clauses.find((clause) => clause.id === id)

const rejectTwins = (packs: readonly Pack[], nameOf: (pack: Pack) => string): void => {
  const seen = new Set<string>()
  for (const name of packs.map(nameOf)) {
    if (seen.has(name)) throw new Error(`two policy packs are ${name}: keep one of them`)
    seen.add(name)
  }
}
