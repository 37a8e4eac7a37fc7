import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { channelSwitchDecider, type DrillMeasures } from '@recourse/channel-switch'
import type { EventStore, Executed } from '@recourse/event-store'
import { roleRefusal, type Instant, type Refusal } from '@recourse/kernel'
import { ConsumerHost, EVENT_STORE, type Caller } from '@recourse/platform'
import { DataSource } from 'typeorm'
import { ChannelSwitches } from '../../channel-switches.js'
import { PayoutRow } from '../../read/payouts/payout.entity.js'
import { payoutProjection } from '../../read/payouts/payout.projection.js'

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
    private readonly database: DataSource,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async execute({ caller, channel }: EndChannelDrillCommand): Promise<Executed | Refusal> {
    const notPermitted = roleRefusal(channelSwitchDecider.permissions, 'EndChannelDrill', caller.identity.actor)
    if (notPermitted) return notPermitted
    const { stop } = await this.switches.stateOf(caller.tenant, channel)
    return this.switches.send(caller, { type: 'EndChannelDrill', channel, facts: stop ? await this.measure(caller.tenant, channel, stop.at) : NO_DRILL })
  }

  private async measure(tenant: string, channel: string, startedAt: Instant): Promise<DrillMeasures> {
    await this.host.seen(payoutProjection.name, await this.store.head())
    const payouts = () => this.database.getRepository(PayoutRow).createQueryBuilder('payout').where({ tenant, channel })
    const deferred = await payouts().andWhere(`payout.deferred_because = 'CHANNEL_STOPPED' AND payout.deferred_at >= :startedAt`, { startedAt }).getCount()
    const leaked = await payouts().andWhere('payout.last_sent_at > :startedAt', { startedAt }).getCount()
    return { startedAt, deferred, leaked }
  }
}

/** The switch refuses it, or knows that it was ended by this same request. */
const NO_DRILL: DrillMeasures = { startedAt: '', deferred: 0, leaked: 0 }
