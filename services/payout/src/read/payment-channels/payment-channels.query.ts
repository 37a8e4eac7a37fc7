import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import type { ChannelRules } from '@recourse/payment-channels'
import type { Caller } from '@recourse/platform'
import { ChannelSwitches } from '../../channel-switches.js'
import { OpenChannels, type OpenChannel } from '../../open-channels.js'
import type { ChannelRulesView, PaymentChannelList, PaymentChannelView } from './payment-channels.dto.js'

export class PaymentChannelsQuery extends Query<PaymentChannelList> {
  constructor(readonly caller: Caller) {
    super()
  }
}

/** There are never many, and their switches are read from the log itself: what is shown is what holds. */
@QueryHandler(PaymentChannelsQuery)
export class PaymentChannelsQueryHandler implements IQueryHandler<PaymentChannelsQuery> {
  constructor(private readonly channels: OpenChannels, private readonly switches: ChannelSwitches) {}

  async execute({ caller: { tenant } }: PaymentChannelsQuery): Promise<PaymentChannelList> {
    return { items: await Promise.all(this.channels.of(tenant).map((open) => this.viewOf(tenant, open))) }
  }

  private async viewOf(tenant: string, { channel, gate }: OpenChannel): Promise<PaymentChannelView> {
    const { stop, lastDrill } = await this.switches.stateOf(tenant, channel.name)
    return {
      channel: channel.name, state: stop ? 'stopped' : 'sending', ...(stop ? { stop } : {}), ...(lastDrill ? { lastDrill } : {}),
      circuit: gate.circuitState, sendsNotices: channel.notices !== undefined, rules: rulesOf(channel.rules),
    }
  }
}

const rulesOf = ({ minimumSpacing_ms, maxRefundsPerPayment, window_days, refundsPerSecond, queriesPerSecond }: ChannelRules): ChannelRulesView => ({
  minimumSpacing_ms, maxRefundsPerPayment, window_days, refundsPerSecond, queriesPerSecond,
})
