import { addMilliseconds, money, type Instant } from '@recourse/kernel'
import type pg from 'pg'
import { RefundLedger, type LedgerMovement, type LedgerTransaction } from '../../sandbox-kit/refund-ledger.js'
import { fenOf } from '../amounts.js'
import type { RefundContent } from '../wire.js'
import { behaviourOf, type Fate } from './behaviours.js'
import { decideRefund, type AlipayRefundStatus, type Refund } from './decide-refund.js'
import { refusals, type Refusal } from './refusals.js'

export const ALIPAY_SANDBOX_SCHEMA = 'sandbox_alipay'

const LATE_MS = 600_000

type Transaction = LedgerTransaction<AlipayRefundStatus>

/** A refund with its trade. */
export interface RefundRecord {
  readonly refund: Refund
  readonly paid_minor: number
  /** All that was refunded of the trade until now. */
  readonly refunded_minor: number
}

export interface AlipayLedgerOptions {
  /** What was paid in a trade that nobody has opened. */
  readonly paid_minor: number
  readonly window_days: number
}

/** What happens at Alipay, over a durable ledger. Money leaves when a refund becomes SUCCESS, mostly at once. */
export class AlipayLedger {
  private readonly ledger: RefundLedger<AlipayRefundStatus>

  constructor(pool: pg.Pool, now: () => Date, private readonly options: AlipayLedgerOptions) {
    this.ledger = new RefundLedger(pool, ALIPAY_SANDBOX_SCHEMA, now)
  }

  /** Says what was paid in a trade; the first who names it is right. */
  async open(tradeNo: string, paid_minor: number): Promise<void> {
    await this.ledger.transaction((transaction) => transaction.payment(tradeNo, money(paid_minor, 'CNY')))
  }

  /** `changed` = money left because of this request (`fund_change`). */
  refund(content: RefundContent): Promise<{ readonly record: RefundRecord; readonly changed: boolean } | Refusal> {
    return this.ledger.transaction(async (transaction) => {
      const { trade_no, out_request_no } = content
      const payment = await transaction.payment(trade_no, money(this.options.paid_minor, 'CNY'))
      const known = await transaction.refund(out_request_no)
      const others = (await transaction.refundsOf(trade_no)).filter(({ outRefundNo }) => outRefundNo !== out_request_no)
      const decision = decideRefund({ payment, known, others, window_days: this.options.window_days, now: transaction.now }, content)
      if (typeof decision === 'object') return decision
      if (decision === 'repeat') return { record: await recordOf(transaction, known!), changed: false }
      const refund = newRefund(content, transaction.now, others.length === 0)
      if (!(await transaction.save(refund))) return refusals.numberReused
      const changed = refund.status === 'SUCCESS'
      if (changed) await transaction.move(refund.outRefundNo, 'out')
      return { record: await recordOf(transaction, refund), changed }
    })
  }

  find(outRequestNo: string): Promise<RefundRecord | undefined> {
    return this.ledger.transaction(async (transaction) => {
      const refund = await transaction.refund(outRequestNo)
      return refund && recordOf(transaction, refund)
    })
  }

  /** Decides every refund whose time has come, and answers them. */
  settleDue(): Promise<RefundRecord[]> {
    return this.ledger.transaction(async (transaction) => {
      const settled: RefundRecord[] = []
      for (const refund of await transaction.refundsIn('PROCESSING', addMilliseconds(transaction.now, -LATE_MS))) {
        const fails = refund.behaviour === ('fails-late' satisfies Fate)
        const decided: Refund = { ...refund, status: fails ? 'FAIL' : 'SUCCESS', changedAt: transaction.now }
        await transaction.save(decided)
        if (!fails) await transaction.move(decided.outRefundNo, 'out')
        settled.push(await recordOf(transaction, decided))
      }
      return settled
    })
  }

  movements(after: number): Promise<LedgerMovement[]> {
    return this.ledger.movements(after)
  }

  movementsBetween(from: Instant, before: Instant): Promise<LedgerMovement[]> {
    return this.ledger.movementsBetween(from, before)
  }

  claimFault(outRequestNo: string, fault: string): Promise<boolean> {
    return this.ledger.claimFault(outRequestNo, fault)
  }

  check(): Promise<void> {
    return this.ledger.check()
  }
}

const recordOf = async (transaction: Transaction, refund: Refund): Promise<RefundRecord> => {
  const refunds = await transaction.refundsOf(refund.paymentReference)
  return {
    refund,
    paid_minor: (await transaction.paid(refund.paymentReference)).minor,
    refunded_minor: refunds.filter(({ status }) => status === 'SUCCESS').reduce((sum, { amount }) => sum + amount.minor, 0),
  }
}

const newRefund = ({ trade_no, out_request_no, refund_amount }: RefundContent, now: Instant, isFirst: boolean): Refund => {
  const fate = fateOf(trade_no, isFirst)
  return {
    outRefundNo: out_request_no,
    paymentReference: trade_no,
    amount: money(fenOf(refund_amount), 'CNY'),
    // Alipay has none; the ledger wants one that is its own.
    channelReference: `${trade_no} ${out_request_no}`,
    status: fate === 'succeeds' ? 'SUCCESS' : 'PROCESSING',
    failureCode: null,
    behaviour: fate,
    timesQueried: 0,
    notifyUrl: null,
    createdAt: now,
    changedAt: now,
  }
}

/** What made the first refund of a trade fail is over before the next. */
const fateOf = (tradeNo: string, isFirst: boolean): Fate => {
  const { fate = 'succeeds' } = behaviourOf(tradeNo)
  return fate === 'fails-late' && !isFirst ? 'succeeds' : fate
}
