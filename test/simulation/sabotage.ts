import type { EventFeed, FlowStore } from '@recourse/event-flow'
import type { AggregateStore, EventStore } from '@recourse/event-store'
import type { Money } from '@recourse/kernel'
import type { PaymentChannel } from '@recourse/payment-channels'
import type { RemoteNoticeInbox } from './notice-table.js'
import type { Random } from './random.js'

/** Defects that are put into a world on purpose, to see that it notices them. Production has no such place. */
export interface Sabotage {
  /** Payment channels that pay whatever number they are sent, as often as it comes. */
  readonly channelForgetsNumbers: boolean
  channel(channel: PaymentChannel): PaymentChannel
  feed(feed: EventFeed): EventFeed
  policyState(state: FlowStore): FlowStore
  store(store: EventStore): EventStore
  /** What the desk reads and writes. */
  aggregates(aggregates: AggregateStore): AggregateStore
  inbox(inbox: RemoteNoticeInbox): RemoteNoticeInbox
}

const HONEST: Sabotage = {
  channelForgetsNumbers: false, channel: (channel) => channel, feed: (feed) => feed, policyState: (state) => state, store: (store) => store, aggregates: (aggregates) => aggregates,
  inbox: (inbox) => inbox,
}

export const DEFECTS = ['new-number-after-timeout', 'forgotten-checkpoint', 'dropped-event', 'lost-append', 'edited-event', 'unseen-stop', 'believed-notice'] as const
export type Defect = (typeof DEFECTS)[number]

export const sabotageBy = (defect: Defect | undefined, random: Random): Sabotage => {
  switch (defect) {
    case undefined: return HONEST
    case 'new-number-after-timeout': return { ...HONEST, channel: impatient }
    case 'forgotten-checkpoint': return { ...HONEST, channelForgetsNumbers: true, policyState: forgetful }
    case 'dropped-event': return { ...HONEST, feed: (feed) => leaking(feed, random) }
    case 'lost-append': return { ...HONEST, store: (store) => forgetting(store, random) }
    case 'edited-event': return { ...HONEST, store: (store) => editing(store, random) }
    case 'unseen-stop': return { ...HONEST, aggregates: heedless }
    case 'believed-notice': return { ...HONEST, ...credulous() }
  }
}

/** The same with some of its methods replaced. */
const changed = <T extends object>(whole: T, methods: Partial<T>): T => Object.assign(Object.create(whole) as T, methods)

/** What an adapter does that takes silence for failure. */
const impatient = (channel: PaymentChannel): PaymentChannel => changed(channel, {
  refund: async (request) => {
    const answer = await channel.refund(request)
    if (answer.outcome !== 'unknown' || answer.why !== 'timeout') return answer
    return channel.refund({ ...request, outRefundNo: `${request.outRefundNo}b` })
  },
})

/** A policy that begins with the first event again whenever it starts. */
const forgetful = (state: FlowStore): FlowStore => changed(state, {
  openCheckpoint: async (...asked) => {
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

/** A store that says of an append that it is done before it is, and then does not do it. */
const forgetting = (store: EventStore, random: Random): EventStore => changed(store, {
  append: async (stream, expectedVersion, events) => (random.chance(0.01)
    ? { version: expectedVersion + events.length, position: await store.head() }
    : store.append(stream, expectedVersion, events)),
})

/** Somebody who changes what is stored, if only by a blank. */
const editing = (store: EventStore, random: Random): EventStore => changed(store, {
  append: (stream, expectedVersion, events) =>
    store.append(stream, expectedVersion, random.chance(0.01) ? events.map((event) => ({ ...event, body: `${event.body} ` })) : events),
})

/** A desk that does not look whether its channel is stopped. */
const heedless = (aggregates: AggregateStore): AggregateStore => changed(aggregates, {
  load: async (decider, stream) => (stream.startsWith('paymentChannel-') ? { state: decider.initial, version: 0, events: [] } : aggregates.load(decider, stream)),
})

/** An inbox that takes a notice about a refund for the news that it succeeded. */
const credulous = (): Pick<Sabotage, 'inbox' | 'channel'> => {
  const told = new Set<string>()
  const amounts = new Map<string, Money>()
  return {
    inbox: (inbox) => changed(inbox, {
      waiting: async (now, limit) => {
        const waiting = await inbox.waiting(now, limit)
        for (const { outRefundNo } of waiting) told.add(outRefundNo)
        return waiting
      },
    }),
    channel: (channel) => changed(channel, {
      refund: (request) => {
        amounts.set(request.outRefundNo, request.amount)
        return channel.refund(request)
      },
      query: async (refund) => {
        const amount = amounts.get(refund.outRefundNo)
        if (!amount || !told.has(refund.outRefundNo)) return channel.query(refund)
        return { outcome: 'succeeded', channelReference: 'as told', settledAt: '2026-11-23T02:00:00.000Z', amount }
      },
    }),
  }
}
