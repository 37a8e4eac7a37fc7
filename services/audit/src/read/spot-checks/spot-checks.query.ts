import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { EventCodec } from '@recourse/event-store'
import type { EventOf, RecordedEvent, Role } from '@recourse/kernel'
import { ConsumerHost, readPage, type Caller } from '@recourse/platform'
import { CHECKLIST, type CorrectiveActionOpened, type Round, type SpotCheckEvent } from '@recourse/spot-check'
import { Repository } from 'typeorm'
import { SpotChecks } from '../../spot-checks.js'
import { CorrectiveActionRow } from '../corrective-actions/corrective-action.entity.js'
import { correctiveActionProjection } from '../corrective-actions/corrective-action.projection.js'
import { SpotCheckRow } from './spot-check.entity.js'
import { spotCheckProjection } from './spot-check.projection.js'
import type { ActionFilterDto, CorrectiveActionItem, CorrectiveActionPage, DrawView, SpotCheckFilterDto, SpotCheckPage, SpotCheckView } from './spot-checks.dto.js'

export class SpotChecksQuery extends Query<SpotCheckPage> {
  constructor(readonly tenant: string, readonly filter: SpotCheckFilterDto) {
    super()
  }
}

export class SpotCheckQuery extends Query<SpotCheckView> {
  constructor(readonly tenant: string, readonly roundId: string) {
    super()
  }
}

export class CorrectiveActionsQuery extends Query<CorrectiveActionPage> {
  constructor(readonly caller: Caller, readonly filter: ActionFilterDto) {
    super()
  }
}

@QueryHandler(SpotChecksQuery)
export class SpotChecksQueryHandler implements IQueryHandler<SpotChecksQuery> {
  constructor(@InjectRepository(SpotCheckRow) private readonly rows: Repository<SpotCheckRow>, private readonly host: ConsumerHost) {}

  async execute({ tenant, filter }: SpotChecksQuery): Promise<SpotCheckPage> {
    await this.host.seen(spotCheckProjection.name, filter.min_position)
    const select = this.rows.createQueryBuilder('round').where('round.tenant = :tenant', { tenant })
    if (filter.status) select.andWhere('round.status = :status', { status: filter.status })
    const { items, next } = await readPage(select, ['committedAt', 'roundId'], filter, 'DESC')
    return { items: items.map(({ tenant: _tenant, ...item }) => item), next }
  }
}

/** Folded from the round's own stream, so that it shows a write at once; the draw is told as it was recorded. */
@QueryHandler(SpotCheckQuery)
export class SpotCheckQueryHandler implements IQueryHandler<SpotCheckQuery> {
  constructor(private readonly rounds: SpotChecks) {}

  async execute({ tenant, roundId }: SpotCheckQuery): Promise<SpotCheckView> {
    const { round, version, events } = await this.rounds.find(tenant, roundId)
    const { status, period, committedBy, committedAt, abandoned, checks, actions } = round
    return {
      roundId, status, period, committedBy, committedAt, ...(abandoned ? { abandoned } : {}), checklist: CHECKLIST, draw: drawOf(round, events as readonly SpotCheckEvent[]),
      checks: Object.entries(checks).map(([caseId, check]) => ({ caseId, ...check })),
      actions: Object.entries(actions).map(([actionId, action]) => ({ actionId, ...action })), version,
    }
  }
}

const RULE = 'SHA-256 of <seed>/<populationSha256>/<caseId>, ascending; of each stratum max(atLeast, share_percent rounded up)'

const drawOf = ({ seedSha256, rates }: Round, events: readonly SpotCheckEvent[]): DrawView => {
  const revealed = events.find((event) => event.type === 'SpotCheckRevealed')
  return { rule: RULE, seedSha256, rates, ...revealed?.data }
}

/** Whoever leads rounds reads what is to be done; an owner reads their own. */
const LEADERS: readonly Role[] = ['supervisor', 'operations']

/** What is due first comes first. Whoever does not oversee rounds sees only their own. */
@QueryHandler(CorrectiveActionsQuery)
export class CorrectiveActionsQueryHandler implements IQueryHandler<CorrectiveActionsQuery> {
  constructor(
    @InjectRepository(CorrectiveActionRow) private readonly rows: Repository<CorrectiveActionRow>,
    private readonly host: ConsumerHost, private readonly rounds: SpotChecks, private readonly codec: EventCodec,
  ) {}

  async execute({ caller, filter }: CorrectiveActionsQuery): Promise<CorrectiveActionPage> {
    await this.host.seen(correctiveActionProjection.name, filter.min_position)
    const { id, roles } = caller.identity.actor
    const owner = roles.some((role) => role === 'auditor' || LEADERS.includes(role)) ? filter.owner : id
    const select = this.rows.createQueryBuilder('action').where('action.tenant = :tenant', { tenant: caller.tenant })
    if (owner) select.andWhere('action.owner = :owner', { owner })
    if (filter.status) select.andWhere('action.status = :status', { status: filter.status })
    const { items, next } = await readPage(select, ['dueAt', 'roundId', 'actionId'], filter)
    return { items: await Promise.all(items.map((row) => this.itemOf(caller, row))), next }
  }

  private async itemOf(caller: Caller, { tenant, ...item }: CorrectiveActionRow): Promise<CorrectiveActionItem> {
    const { id, roles } = caller.identity.actor
    if (item.owner !== id && !roles.some((role) => LEADERS.includes(role))) return item
    const { events } = await this.rounds.find(tenant, item.roundId)
    const opened = events.find((event) => isOpeningOf(event, item.actionId))
    const said = opened && (await this.codec.open(opened))
    return said ? { ...item, text: String(said['text']) } : item
  }
}

const isOpeningOf = (event: RecordedEvent, actionId: string): event is EventOf<typeof CorrectiveActionOpened> =>
  event.type === 'CorrectiveActionOpened' && (event as EventOf<typeof CorrectiveActionOpened>).data.actionId === actionId
