import type { Position } from '@recourse/event-store'
import { ConnectionLost, type FlowTables } from './flow-tables.js'
import type { Process } from './process.js'

const VIEW = 'payout_sending'

/** Of a row of `payout_sending`. */
interface Sending {
  readonly tenant: string
  readonly case_id: string
  readonly payout_no: number
  readonly out_refund_no: string
  readonly channel: string
  readonly sent_at: string | null
  readonly held_back_at: string | null
}

/** What payout asks its view of sent payouts by SQL (`find-payout.ts`, `held-back.ts`), as one process asks it. */
export class RemoteSentPayouts {
  constructor(private readonly tables: FlowTables, private readonly process: Process) {}

  /** @throws Error while the view is behind */
  readonly find = async (outRefundNo: string, head: () => Promise<Position>) => {
    const look = () => this.call(`find ${outRefundNo}`, () => this.sendings.find((sending) => sending.out_refund_no === outRefundNo))
    let found = await look()
    if (!found) {
      if (!(await this.hasSeen(await head()))) throw new Error('the view of payouts is behind')
      found = await look()
    }
    return found && { tenant: found.tenant, caseId: found.case_id, payoutNo: found.payout_no, channel: found.channel }
  }

  readonly heldBack = async (tenant: string, channel: string, position: Position) => {
    if (!(await this.hasSeen(position))) return undefined
    return this.call(`held back of ${channel}`, () => this.sendings
      .filter((sending) => sending.tenant === tenant && sending.channel === channel && sending.held_back_at !== null && (sending.sent_at === null || sending.sent_at <= sending.held_back_at))
      .sort((one, other) => (one.held_back_at! < other.held_back_at! ? -1 : 1))
      .map(({ case_id: caseId, payout_no: payoutNo }) => ({ caseId, payoutNo })))
  }

  private get sendings(): readonly Sending[] {
    return this.tables.rowsOf(VIEW) as unknown as Sending[]
  }

  private hasSeen(position: Position): Promise<boolean> {
    return this.call(`position of ${VIEW}`, () => this.tables.positionOf(VIEW) >= position)
  }

  private call<T>(what: string, effect: () => T): Promise<T> {
    return this.process.call(what, effect, { before: this.process.fault('database-away', () => new ConnectionLost('the database is away')) })
  }
}
