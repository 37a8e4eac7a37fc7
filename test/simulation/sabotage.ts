import type { EventFeed, FlowStore } from '@recourse/event-flow'
import type { PaymentChannel } from '@recourse/payment-channels'
import type { Random } from './random.js'

/** Defects that are put into a world on purpose, to see that it notices them. Production has no such place. */
export interface Sabotage {
  /** Payment channels that pay whatever number they are sent, as often as it comes. */
  readonly channelForgetsNumbers: boolean
  channel(channel: PaymentChannel): PaymentChannel
  feed(feed: EventFeed): EventFeed
  policyState(state: FlowStore): FlowStore
}

const HONEST: Sabotage = { channelForgetsNumbers: false, channel: (channel) => channel, feed: (feed) => feed, policyState: (state) => state }

export const DEFECTS = ['new-number-after-timeout', 'forgotten-checkpoint', 'dropped-event'] as const
export type Defect = (typeof DEFECTS)[number]

export const sabotageBy = (defect: Defect | undefined, random: Random): Sabotage => {
  switch (defect) {
    case undefined: return HONEST
    case 'new-number-after-timeout': return { ...HONEST, channel: impatient }
    case 'forgotten-checkpoint': return { ...HONEST, channelForgetsNumbers: true, policyState: forgetful }
    case 'dropped-event': return { ...HONEST, feed: (feed) => leaking(feed, random) }
  }
}

/** What an adapter does that takes silence for failure. */
const impatient = (channel: PaymentChannel): PaymentChannel => ({
  name: channel.name,
  rules: channel.rules,
  query: (refund) => channel.query(refund),
  statement: (day) => channel.statement(day),
  refund: async (request) => {
    const answer = await channel.refund(request)
    if (answer.outcome !== 'unknown' || answer.why !== 'timeout') return answer
    return channel.refund({ ...request, outRefundNo: `${request.outRefundNo}b` })
  },
})

/** A policy that begins with the first event again whenever it starts. */
const forgetful = (state: FlowStore): FlowStore => Object.assign(Object.create(state) as FlowStore, {
  openCheckpoint: async (...asked: Parameters<FlowStore['openCheckpoint']>) => {
    await state.openCheckpoint(...asked)
    return ''
  },
  readVersions: async () => new Map<string, number>(),
})

/** A feed that now and then does not deliver an event, and does not say so. */
const leaking = (feed: EventFeed, random: Random): EventFeed => ({
  async *pages(after, signal) {
    for await (const page of feed.pages(after, signal)) {
      const delivered = page.filter(() => !random.chance(0.02))
      if (delivered.length > 0) yield delivered
    }
  },
})
