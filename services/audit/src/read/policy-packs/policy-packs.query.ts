import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { hashOf, type Clock } from '@recourse/kernel'
import { CLOCK, ConsumerHost, ProblemError } from '@recourse/platform'
import { PackCatalogue } from '@recourse/policy'
import { Repository } from 'typeorm'
import type { PackVersionItem, PackVersionView } from './policy-packs.dto.js'
import { PublishedPackRow } from './published-pack.entity.js'
import { publishedPackProjection } from './published-pack.projection.js'

/** Every version of every pack. */
export class PolicyPacksQuery extends Query<PackVersionItem[]> {
  constructor(readonly tenant: string, readonly minPosition: string | undefined) {
    super()
  }
}

/** Every version of one pack, oldest first. */
export class PackVersionsQuery extends Query<PackVersionView[]> {
  constructor(readonly tenant: string, readonly id: string) {
    super()
  }
}

@QueryHandler(PackVersionsQuery)
export class PackVersionsQueryHandler implements IQueryHandler<PackVersionsQuery> {
  constructor(private readonly packs: PackCatalogue, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute({ tenant, id }: PackVersionsQuery): Promise<PackVersionView[]> {
    const { versions } = await this.packs.published(tenant, id)
    const published = versions.map(({ pack, ...facts }) => ({ source: 'published' as const, ...facts, content: pack }))
    const shipped = this.packs.shipped.all().filter((pack) => pack.id === id && published.every(({ version }) => version !== pack.version))
      .map((content) => ({ source: 'shipped' as const, version: content.version, effectiveFrom: content.effectiveFrom, reviewBy: content.reviewBy, sha256: hashOf(content), content }))
    if (shipped.length + published.length === 0) throw new ProblemError('NotFound', { pack: id })
    const now = this.clock.now()
    return [...shipped, ...published].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)).map(({ version, source, effectiveFrom, reviewBy, sha256, content }) => ({
      id, version, kind: content.kind, title: content.title, source, effectiveFrom, reviewBy, reviewOverdue: reviewBy <= now, sha256, content,
    }))
  }
}

@QueryHandler(PolicyPacksQuery)
export class PolicyPacksQueryHandler implements IQueryHandler<PolicyPacksQuery> {
  constructor(
    @InjectRepository(PublishedPackRow) private readonly rows: Repository<PublishedPackRow>,
    private readonly packs: PackCatalogue,
    private readonly versions: PackVersionsQueryHandler,
    private readonly host: ConsumerHost,
  ) {}

  async execute({ tenant, minPosition }: PolicyPacksQuery): Promise<PackVersionItem[]> {
    await this.host.seen(publishedPackProjection.name, minPosition)
    const published = await this.rows.find({ where: { tenant }, order: { id: 'ASC' }, take: MOST_PACKS })
    const ids = [...new Set([...this.packs.shipped.all(), ...published].map(({ id }) => id))].sort()
    const all = await Promise.all(ids.map((id) => this.versions.execute(new PackVersionsQuery(tenant, id))))
    return all.flat().map(({ content: _content, ...item }) => item)
  }
}

const MOST_PACKS = 200
