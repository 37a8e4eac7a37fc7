import { Injectable } from '@nestjs/common'
import { AggregateStore } from '@recourse/event-store'
import { orderDecider, orderStream } from '@recourse/order'
import { ChannelDesk, type ChannelSays } from './channel-desk.js'
import type { LoadedCase } from './domain.js'

/** Asks the channel before a person's word about a payout is believed. */
@Injectable()
export class ChannelWord {
  constructor(private readonly aggregates: AggregateStore, private readonly desk: ChannelDesk) {}

  /** What it says of money of which a person says that it came back. */
  async aboutReturn(tenant: string, opened: LoadedCase, payoutNo: number): Promise<{ channelSays: ChannelSays; tellsReturns: boolean }> {
    return { channelSays: await this.about(tenant, opened, payoutNo), tellsReturns: this.desk.tellsReturns(opened.state.payouts[payoutNo]?.channel ?? '') }
  }

  /** What the channel says of it just now; `not-asked` when there is no such payout. */
  async about(tenant: string, opened: LoadedCase, payoutNo: number): Promise<ChannelSays> {
    const { state: order } = await this.aggregates.load(orderDecider, orderStream(tenant, opened.state.orderId))
    return opened.state.payouts[payoutNo] && order.recorded ? this.desk.says({ ...opened, order, payoutNo }) : 'not-asked'
  }
}
