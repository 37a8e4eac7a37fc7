import { executionOf, LeasedLoop, systemTiming, type LeaseBook, type Timing } from '@recourse/event-flow'
import type { AggregateStore, EventStore } from '@recourse/event-store'
import { addMilliseconds, uuidv5, type Clock, type Instant } from '@recourse/kernel'
import { refundCaseStream } from '@recourse/refund-case'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import { askAndRecord } from '../react/ask-and-record.js'
import { loadPayout } from '../react/loading.js'
import type { FindPayout, PayoutPlace } from '../read/sendings/find-payout.js'
import type { NoticeInbox, StoredNotice, WaitingNotice } from './notice-inbox.js'

export interface NoticeGround {
  readonly inbox: Pick<NoticeInbox, 'waiting' | 'handled' | 'again' | 'forget'>
  readonly findPayout: FindPayout
  readonly store: Pick<EventStore, 'head'>
  readonly aggregates: AggregateStore
  readonly clock: Clock
  readonly leases: LeaseBook
  readonly decider: RefundCaseDecider
  readonly desk: ChannelDesk
  readonly timing?: Timing
  onError(error: Error): void
}

const AT_ONCE = 50
const POLL_ms = 500
const FORGOTTEN_AT_ONCE = 500
const FORGETS_EVERY_ms = 3_600_000
const FIRST_PAUSE_ms = 2_000
/** From the seventh time on the ladder of the payout has the word. */
const TRIES = 6

/** Takes up notices that were acknowledged: asks the channel about the refund each names, and records what it says. Nothing is taken from the notice itself. */
export class NoticeRunner {
  private readonly loop: LeasedLoop
  private forgetsAt: Instant | undefined

  constructor(private readonly ground: NoticeGround) {
    const { leases, timing = systemTiming } = ground
    this.loop = new LeasedLoop(leases, {
      lease: 'channel-notices',
      run: async (_, signal) => {
        while (!signal.aborted) {
          if ((await this.takeUp(signal)) === AT_ONCE) continue
          await this.forget()
          await timing.pause(POLL_ms, signal)
        }
      },
      onError: (error) => ground.onError(error),
    }, timing)
  }

  start(): void {
    this.loop.start()
  }

  /** Finishes the notice in hand. */
  stop(): Promise<void> {
    return this.loop.stop()
  }

  /** Takes up what waits, at most 50; answers how many. */
  async takeUp(signal: AbortSignal = new AbortController().signal): Promise<number> {
    const waiting = await this.ground.inbox.waiting(this.ground.clock.now(), AT_ONCE)
    for (const notice of waiting) {
      if (signal.aborted) break
      await this.handle(notice)
    }
    return waiting.length
  }

  /** Once an hour, when nothing waits, what was handled long ago is forgotten, page by page. */
  async forget(): Promise<void> {
    const now = this.ground.clock.now()
    if (this.forgetsAt && now < this.forgetsAt) return
    if ((await this.ground.inbox.forget(now, FORGOTTEN_AT_ONCE)) < FORGOTTEN_AT_ONCE) this.forgetsAt = addMilliseconds(now, FORGETS_EVERY_ms)
  }

  private async handle(notice: WaitingNotice): Promise<void> {
    const { clock, onError } = this.ground
    try {
      const outcome = await this.ask(notice)
      const isAnswered = !['unknown', 'deferred'].includes(outcome) || notice.attempts + 1 >= TRIES
      if (isAnswered) await this.ground.inbox.handled(notice, outcome, clock.now())
      else await this.again(notice, outcome)
    } catch (error) {
      onError(error as Error)
      await this.again(notice, 'error')
    }
  }

  private again(notice: WaitingNotice, outcome: string): Promise<void> {
    return this.ground.inbox.again(notice, outcome, addMilliseconds(this.ground.clock.now(), FIRST_PAUSE_ms * 2 ** Math.min(notice.attempts, TRIES)))
  }

  /** Answers what the channel said, or why it was not asked. */
  private async ask(notice: StoredNotice): Promise<string> {
    const { aggregates, decider, desk, findPayout, store } = this.ground
    const place = await findPayout(notice.outRefundNo, () => store.head())
    if (!place) return 'unknown-number'
    if (place.channel !== notice.channel) return 'other-channel'
    const execution = executionOf(aggregates, this.causeOf(notice, place))
    const stream = refundCaseStream(place.tenant, place.caseId)
    return (await askAndRecord(await loadPayout(execution, decider, stream, place.payoutNo), stream, execution, decider, desk)).outcome
  }

  private causeOf({ channel, noticeId }: StoredNotice, { tenant }: PayoutPlace) {
    const cause = uuidv5(JSON.stringify(['channel notice', channel, noticeId]))
    return {
      tenant, correlationId: cause, actor: { id: `notices:${channel}`, roles: ['service' as const] },
      now: () => this.ground.clock.now(), commandId: (key: string) => uuidv5(`${cause}/${key}`),
    }
  }
}
