import type { Instant, RecordedEvent } from '@recourse/kernel'
import { UnknownPack, type PackLookup, type PolicyPacks } from './pack.js'
import type { CarePack, Pack, RefundPack } from './pack-schema.js'
import { policyPackDecider, policyPackStream } from './published/decider.js'
import type { PolicyPackEvent } from './published/events/index.js'
import { NOTHING_PUBLISHED, type PublishedPack } from './published/state.js'

/** The event log as far as the catalogue needs it; `AggregateStore` is one. */
export interface PackLog {
  /** Events of a stream from a version (1 = all). */
  history(stream: string, fromVersion: number): Promise<RecordedEvent[]>
}

interface Known {
  readonly version: number
  readonly published: PublishedPack
}

/** Ids that `packSchema` allows: whatever else a caller asks for was never published. */
const PACK_ID = /^[a-z][a-z0-9-]{0,63}$/
const NOT_READ: Known = { version: 0, published: NOTHING_PUBLISHED }

/**
 * Shipped packs, the same for every tenant, and what each tenant published, read from the log when it is asked for.
 * What `get` answers for a tenant, id and version never changes; what was published wins over what was shipped later under the same version.
 */
export class PackCatalogue implements PackLookup {
  private readonly read = new Map<string, Known>()

  constructor(readonly shipped: PolicyPacks, private readonly log: PackLog) {}

  find(id: string, version: string, tenant: string): RefundPack | undefined {
    return this.inMemory(tenant, id).filter(isRefund).find((pack) => pack.version === version)
  }

  get(id: string, version: string, tenant: string): RefundPack {
    return this.find(id, version, tenant) ?? this.unknown(id, version, tenant)
  }

  getCare(id: string, version: string, tenant: string): CarePack {
    return this.inMemory(tenant, id).filter(isCare).find((pack) => pack.version === version) ?? this.unknown(id, version, tenant)
  }

  latestCare(id: string, at: Instant, tenant: string): CarePack | undefined {
    return this.inMemory(tenant, id).filter(isCare).findLast((pack) => pack.effectiveFrom <= at)
  }

  async load(tenant: string, id: string, version?: string): Promise<void> {
    if (version !== undefined && this.inMemory(tenant, id).some((pack) => pack.version === version)) return
    await this.published(tenant, id)
  }

  /** The refund pack of a tenant that is in force at an instant, published a moment ago or not. */
  async inForce(tenant: string, id: string, at: Instant): Promise<RefundPack | undefined> {
    await this.published(tenant, id)
    return this.inMemory(tenant, id).filter(isRefund).findLast((pack) => pack.effectiveFrom <= at)
  }

  /** When the clauses of a pack that was looked up must have been checked again: as it says itself, or as a confirmed review has moved it. */
  reviewByOf(pack: Pack, tenant: string): Instant {
    const published = this.read.get(policyPackStream(tenant, pack.id))?.published.versions.find(({ version }) => version === pack.version)
    return published?.reviewBy ?? pack.reviewBy
  }

  /** @throws UnknownPack */
  async refundPack(tenant: string, id: string, version: string): Promise<RefundPack> {
    await this.load(tenant, id, version)
    return this.get(id, version, tenant)
  }

  /** @throws UnknownPack */
  async carePack(tenant: string, id: string, version: string): Promise<CarePack> {
    await this.load(tenant, id, version)
    return this.getCare(id, version, tenant)
  }

  /** Every version that a tenant published of a pack; reads only what is new since the last time. */
  async published(tenant: string, id: string): Promise<PublishedPack> {
    if (!PACK_ID.test(id)) return NOTHING_PUBLISHED
    const stream = policyPackStream(tenant, id)
    const known = this.read.get(stream) ?? NOT_READ
    const news = await this.log.history(stream, known.version + 1)
    if (news.length === 0) return known.published
    const published = (news as PolicyPackEvent[]).reduce(policyPackDecider.evolve, known.published)
    const version = known.version + news.length
    // Two requests may read at once: the longer history stays.
    if (version > (this.read.get(stream)?.version ?? 0)) this.read.set(stream, { version, published })
    return published
  }

  private inMemory(tenant: string, id: string): readonly Pack[] {
    const published = (this.read.get(policyPackStream(tenant, id)) ?? NOT_READ).published.versions.map(({ pack }) => pack)
    const shipped = this.shipped.all().filter((pack) => pack.id === id && published.every(({ version }) => version !== pack.version))
    return published.length === 0 ? shipped : [...shipped, ...published].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  }

  private unknown(id: string, version: string, tenant: string): never {
    throw new UnknownPack(id, version, this.inMemory(tenant, id).map((pack) => `${pack.id} ${pack.version}`))
  }
}

const isRefund = (pack: Pack): pack is RefundPack => pack.kind === 'refund'
const isCare = (pack: Pack): pack is CarePack => pack.kind === 'care'
