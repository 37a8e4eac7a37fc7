import { createHash } from 'node:crypto'
import { addMilliseconds, millisecondsBetween, money, type Instant } from '@recourse/kernel'
import type pg from 'pg'
import { RefundLedger, type LedgerMovement, type LedgerTransaction } from '../../sandbox-kit/refund-ledger.js'
import type { RefundBody, WechatRefundStatus } from '../wire.js'
import { behaviourOf, type Fate } from './behaviours.js'
import { decideRefund, type Refund } from './decide-refund.js'
import { refusals, type Refusal } from './refusals.js'

export const WECHAT_SANDBOX_SCHEMA = 'sandbox_wechat_pay'

const LATE_MS = 600_000

type Transaction = LedgerTransaction<WechatRefundStatus>

/** A refund, and when its money left. */
export type ListedRefund = Refund & { readonly arrivedAt: Instant | null }

/** A refund with what was paid in its payment. */
export interface RefundRecord {
  readonly refund: Refund
  readonly total_minor: number
}

/** What happens at WeChat Pay, over a durable ledger. Money leaves when a refund becomes SUCCESS. */
export class WechatLedger {
  private readonly ledger: RefundLedger<WechatRefundStatus>

  /** A refund is decided `settlesAfter_ms` after it was taken over. */
  constructor(pool: pg.Pool, now: () => Date, private readonly settlesAfter_ms: number) {
    this.ledger = new RefundLedger(pool, WECHAT_SANDBOX_SCHEMA, now)
  }

  refund(body: RefundBody): Promise<RefundRecord | Refusal> {
    return this.ledger.transaction(async (transaction) => {
      const { transaction_id, out_refund_no, amount } = body
      const payment = await transaction.payment(transaction_id, money(amount.total, amount.currency))
      const known = await transaction.refund(out_refund_no)
      const others = (await transaction.refundsOf(transaction_id)).filter(({ outRefundNo }) => outRefundNo !== out_refund_no)
      const decision = decideRefund({ payment, known, others, now: transaction.now }, body)
      if (typeof decision === 'object') return decision
      const refund = decision === 'repeat' ? known! : newRefund(body, transaction.now, others.length === 0)
      if (decision === 'record' && !(await transaction.save(refund))) return refusals.numberReused
      return { refund, total_minor: payment.paid.minor }
    })
  }

  find(outRefundNo: string): Promise<RefundRecord | undefined> {
    return this.ledger.transaction(async (transaction) => {
      const refund = await transaction.refund(outRefundNo)
      return refund && recordOf(transaction, refund)
    })
  }

  /** Sends the money of an abnormal refund to a card. */
  redirect(outRefundNo: string, refundId: string): Promise<RefundRecord | Refusal> {
    return this.ledger.transaction(async (transaction) => {
      const known = await transaction.refund(outRefundNo)
      if (known?.channelReference !== refundId) return refusals.refundUnknown
      if (known.status !== 'ABNORMAL') return refusals.notAbnormal
      const refund: Refund = { ...known, status: 'PROCESSING', behaviour: 'succeeds' satisfies Fate, changedAt: transaction.now }
      await transaction.save(refund)
      return recordOf(transaction, refund)
    })
  }

  /** Decides every refund whose time has come, and answers them. */
  settleDue(): Promise<RefundRecord[]> {
    return this.ledger.transaction(async (transaction) => {
      const settled: RefundRecord[] = []
      for (const refund of await transaction.refundsIn('PROCESSING', addMilliseconds(transaction.now, -this.settlesAfter_ms))) {
        if (isLate(refund, transaction.now)) continue
        const decided: Refund = { ...refund, status: endOf(refund), changedAt: transaction.now }
        await transaction.save(decided)
        if (decided.status === 'SUCCESS') await transaction.move(decided.outRefundNo, 'out')
        settled.push(await recordOf(transaction, decided))
      }
      return settled
    })
  }

  movements(after: number): Promise<LedgerMovement[]> {
    return this.ledger.movements(after)
  }

  /** The refunds that were taken over from the first instant on and before the second, and of each when it had arrived, if it had by the third. */
  takenOverBetween(from: Instant, before: Instant, seenAt: Instant): Promise<ListedRefund[]> {
    return this.ledger.transaction((transaction) => transaction.createdBetween(from, before, seenAt))
  }

  claimFault(outRefundNo: string, fault: string): Promise<boolean> {
    return this.ledger.claimFault(outRefundNo, fault)
  }

  check(): Promise<void> {
    return this.ledger.check()
  }
}

/** Still to wait although others of its age are decided. */
const isLate = ({ behaviour, changedAt }: Refund, now: Instant): boolean =>
  behaviour === ('succeeds-late' satisfies Fate) && millisecondsBetween(changedAt, now) < LATE_MS

const recordOf = async (transaction: Transaction, refund: Refund): Promise<RefundRecord> => ({
  refund, total_minor: (await transaction.paid(refund.paymentReference)).minor,
})

const newRefund = ({ transaction_id, out_refund_no, amount, notify_url }: RefundBody, now: Instant, isFirst: boolean): Refund => ({
  outRefundNo: out_refund_no,
  paymentReference: transaction_id,
  amount: money(amount.refund, amount.currency),
  channelReference: refundIdOf(out_refund_no),
  status: 'PROCESSING',
  failureCode: null,
  behaviour: fateOf(transaction_id, isFirst),
  timesQueried: 0,
  notifyUrl: notify_url ?? null,
  createdAt: now,
  changedAt: now,
})

/** The balance that closed the first refund of a payment is topped up before the next. */
const fateOf = (transactionId: string, isFirst: boolean): Fate => {
  const { fate = 'succeeds' } = behaviourOf(transactionId)
  return fate === 'is-closed' && !isFirst ? 'succeeds' : fate
}

const endOf = ({ behaviour }: Refund): WechatRefundStatus => {
  if (behaviour === 'is-closed') return 'CLOSED'
  return behaviour === 'is-abnormal' ? 'ABNORMAL' : 'SUCCESS'
}

/** Twenty-eight digits, as WeChat Pay's are. */
const refundIdOf = (outRefundNo: string): string => {
  const digest = BigInt(`0x${createHash('sha256').update(outRefundNo).digest('hex')}`)
  return `503${String(digest % 10n ** 25n).padStart(25, '0')}`
}
