import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { channelSwitchDecider, type DrillMeasures } from '@recourse/channel-switch'
import type { EventStore, Executed } from '@recourse/event-store'
import { roleRefusal, type Instant, type Refusal } from '@recourse/kernel'
import { ConsumerHost, EVENT_STORE, POOL, type Caller } from '@recourse/platform'
import type { Pool } from 'pg'
import { ChannelSwitches } from '../../channel-switches.js'
import { payoutSendingProjection } from '../../read/sendings/payout-sending.projection.js'

export class EndChannelDrillCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly channel: string) {
    super()
  }
}

/** Counts only once the view has seen everything that was recorded so far. */
@CommandHandler(EndChannelDrillCommand)
export class EndChannelDrillHandler implements ICommandHandler<EndChannelDrillCommand> {
  constructor(
    private readonly switches: ChannelSwitches,
    private readonly host: ConsumerHost,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async execute({ caller, channel }: EndChannelDrillCommand): Promise<Executed | Refusal> {
    const notPermitted = roleRefusal(channelSwitchDecider.permissions, 'EndChannelDrill', caller.identity.actor)
    if (notPermitted) return notPermitted
    const { stop } = await this.switches.stateOf(caller.tenant, channel)
    return this.switches.send(caller, { type: 'EndChannelDrill', channel, facts: stop ? await this.measure(caller.tenant, channel, stop.at) : NO_DRILL })
  }

  private async measure(tenant: string, channel: string, startedAt: Instant): Promise<DrillMeasures> {
    await this.host.seen(payoutSendingProjection.name, await this.store.head())
    const { rows } = await this.pool.query<{ deferred: string; leaked: string }>(MEASURES, [tenant, channel, startedAt])
    return { startedAt, deferred: Number(rows[0]!.deferred), leaked: Number(rows[0]!.leaked) }
  }
}

// What took its turn and was then held back at the last moment did not leave.
const MEASURES = `
  SELECT count(*) FILTER (WHERE held_back_at >= $3) AS deferred, count(*) FILTER (WHERE sent_at > $3 AND (held_back_at IS NULL OR held_back_at < sent_at)) AS leaked
  FROM payout_sending WHERE tenant = $1 AND channel = $2 AND greatest(held_back_at, sent_at) >= $3`

/** The switch refuses it, or knows that it was ended by this same request. */
const NO_DRILL: DrillMeasures = { startedAt: '', deferred: 0, leaked: 0 }
