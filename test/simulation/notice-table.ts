import type { Instant } from '@recourse/kernel'
import { ConnectionLost } from './flow-tables.js'
import type { Process } from './process.js'

/** Of a notice nothing is kept but which refund to ask about. */
export interface Notice {
  readonly channel: string
  readonly noticeId: string
  readonly outRefundNo: string
  readonly paymentReference: string
}

interface Row extends Notice {
  readonly attempts: number
  readonly dueAt: Instant
  readonly handled: boolean
}

/** Notices that were acknowledged, by channel and id. */
export class NoticeTable {
  readonly rows = new Map<string, Row>()

  get waiting(): readonly Row[] {
    return [...this.rows.values()].filter(({ handled }) => !handled)
  }
}

/** The table as one process reaches it: what `NoticeInbox` does with SQL. */
export class RemoteNoticeInbox {
  constructor(private readonly table: NoticeTable, private readonly process: Process) {}

  store(notice: Notice, now: Instant): Promise<void> {
    return this.call(`store notice ${notice.noticeId}`, (rows) => {
      if (!rows.has(keyOf(notice))) rows.set(keyOf(notice), { ...notice, attempts: 0, dueAt: now, handled: false })
    })
  }

  waiting(now: Instant, limit: number): Promise<Row[]> {
    return this.call('waiting notices', () => this.table.waiting.filter(({ dueAt }) => dueAt <= now).sort(byDueTime).slice(0, limit))
  }

  handled(notice: Notice, outcome: string): Promise<void> {
    return this.call(`handled notice ${notice.noticeId}: ${outcome}`, (rows) => void rows.set(keyOf(notice), { ...rows.get(keyOf(notice))!, handled: true }))
  }

  again(notice: Notice, outcome: string, dueAt: Instant): Promise<void> {
    return this.call(`notice ${notice.noticeId} again: ${outcome}`, (rows) => {
      const row = rows.get(keyOf(notice))!
      rows.set(keyOf(notice), { ...row, attempts: row.attempts + 1, dueAt })
    })
  }

  /** No simulated time is as long as what was handled is kept. */
  async forget(): Promise<number> {
    return 0
  }

  private call<T>(what: string, effect: (rows: NoticeTable['rows']) => T): Promise<T> {
    return this.process.call(what, () => effect(this.table.rows), {
      before: this.process.fault('database-away', () => new ConnectionLost('the database is away')),
      after: this.process.fault('database-answer-lost', () => new ConnectionLost('the answer of the database was lost')),
    })
  }
}

const keyOf = ({ channel, noticeId }: Notice): string => `${channel} ${noticeId}`

const byDueTime = (one: Row, other: Row): number => (one.dueAt < other.dueAt ? -1 : one.dueAt > other.dueAt ? 1 : 0)
