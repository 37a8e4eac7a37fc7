import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import type { Clock, Texts } from '@recourse/kernel'
import { CLOCK, ConsumerHost } from '@recourse/platform'
import { PackCatalogue } from '@recourse/policy'
import { Repository } from 'typeorm'
import type { PackFilterDto } from './packs.dto.js'
import { PublishedPackRow } from './published-pack.entity.js'
import { publishedPackProjection } from './published-pack.projection.js'

export interface PackItem {
  readonly id: string
  readonly version: string
  readonly title: Texts
  readonly currency: string
}

export class PacksQuery extends Query<PackItem[]> {
  constructor(readonly filter: PackFilterDto) {
    super()
  }
}

/** The shipped packs, and with a tenant also what that tenant published. */
@QueryHandler(PacksQuery)
export class PacksQueryHandler implements IQueryHandler<PacksQuery> {
  constructor(
    @InjectRepository(PublishedPackRow) private readonly rows: Repository<PublishedPackRow>,
    private readonly packs: PackCatalogue,
    private readonly host: ConsumerHost,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ filter: { tenant, min_position } }: PacksQuery): Promise<PackItem[]> {
    await this.host.seen(publishedPackProjection.name, min_position)
    const now = this.clock.now()
    const shipped = this.packs.shipped.all().map(({ id }) => id)
    const published = tenant === undefined ? [] : (await this.rows.findBy({ tenant })).map(({ id }) => id)
    const inForce = await Promise.all([...new Set([...shipped, ...published])].map((id) => (tenant === undefined ? this.packs.shipped.latest(id, now) : this.packs.inForce(tenant, id, now))))
    return inForce.filter((pack) => pack !== undefined).map(({ id, version, title, currency }) => ({ id, version, title, currency }))
  }
}
