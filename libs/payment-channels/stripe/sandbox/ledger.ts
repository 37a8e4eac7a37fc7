import { randomUUID } from 'node:crypto'
import { addMilliseconds, money, type Instant, type Money } from '@recourse/kernel'
import type pg from 'pg'
import { RefundLedger, type LedgerMovement, type LedgerRefund, type LedgerTransaction } from '../../sandbox-kit/refund-ledger.js'
import { moneyOf } from '../amounts.js'
import { behaviourOf, type Fate } from './behaviours.js'
import { forgetKeys, savedAnswer, saveAnswer, STRIPE_SANDBOX_SCHEMA, type SavedAnswer } from './idempotency.js'
import { numberOf, type RefundOrder } from './parameters.js'
import { refusals, type Refusal } from './refusals.js'

const LATE_MS = 600_000

/** `succeeded-for-now`: Stripe shows a success; the money comes back. */
export type StripeRefundStatus = 'pending' | 'requires_action' | 'succeeded' | 'succeeded-for-now' | 'failed' | 'canceled'

type Transaction = LedgerTransaction<StripeRefundStatus>
type Refund = LedgerRefund<StripeRefundStatus>

/** One movement of the balance. */
export interface Movement {
  readonly seq: number
  readonly direction: LedgerMovement['direction']
  readonly at: Instant
}

export interface RefundRecord {
  readonly refund: Refund
  /** As the merchant wrote it into the metadata; two refunds can carry the same. */
  readonly outRefundNo: string | undefined
  readonly movements: readonly Movement[]
}

/** How an order was answered: `replayed` = from the idempotency key, without doing anything. */
export interface Carried {
  readonly status: number
  readonly body: string
  readonly replayed: boolean
  readonly made?: RefundRecord
}

export interface StripeLedgerOptions {
  /** What was paid in a payment that nobody has opened. */
  readonly paid: Money
}

/** What happens at Stripe, over a durable ledger. Money leaves when a refund becomes succeeded, mostly at once. */
export class StripeLedger {
  private readonly ledger: RefundLedger<StripeRefundStatus>

  constructor(private readonly pool: pg.Pool, now: () => Date, private readonly options: StripeLedgerOptions) {
    this.ledger = new RefundLedger(pool, STRIPE_SANDBOX_SCHEMA, now)
  }

  /** Says what was paid; the first who names a payment is right. */
  async open(payment: string, paid: Money): Promise<Money> {
    return this.ledger.transaction(async (transaction) => (await transaction.payment(payment, paid)).paid)
  }

  /** The payment's amount, as it was opened or as every payment has it. */
  paid(payment: string): Promise<Money> {
    return this.open(payment, this.options.paid)
  }

  /**
   * Carries an order out at most once per idempotency key, in one transaction with what the key remembers. `show` writes the answer that is remembered;
   * `refused` = what is answered instead of a refund.
   */
  carryOut(order: RefundOrder, key: string | undefined, refused: Refusal | undefined, show: (record: RefundRecord) => string): Promise<Carried | Refusal> {
    return this.ledger.transaction(async (transaction) => {
      const payment = await transaction.payment(order.payment, this.options.paid)
      const saved = key === undefined ? undefined : await savedAnswer(transaction, key)
      if (saved) return saved.fingerprint === order.fingerprint ? { status: saved.status, body: saved.body, replayed: true } : refusals.keyReused
      const made = refused ?? (await this.refund(transaction, order, payment.paid))
      const answer: SavedAnswer = 'error' in made
        ? { fingerprint: order.fingerprint, status: made.status, body: JSON.stringify({ error: made.error }) }
        : { fingerprint: order.fingerprint, status: 200, body: show(made) }
      if (key !== undefined) await saveAnswer(transaction, key, answer)
      return { status: answer.status, body: answer.body, replayed: false, ...('refund' in made && { made }) }
    })
  }

  /** The refunds of a payment, the newest first. */
  refundsOf(payment: string): Promise<RefundRecord[]> {
    return this.ledger.transaction(async (transaction) => {
      const refunds = (await transaction.refundsOf(payment)).sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.channelReference.localeCompare(a.channelReference))
      const records: RefundRecord[] = []
      for (const refund of refunds) records.push(await recordOf(transaction, refund))
      return records
    })
  }

  /** The movements in a span of time with their refunds, the newest first. */
  async movementsWithRefunds(from: Instant, before: Instant): Promise<{ readonly record: RefundRecord; readonly moved: Movement }[]> {
    const movements = await this.ledger.movementsBetween(from, before)
    return this.ledger.transaction(async (transaction) => {
      const records: { record: RefundRecord; moved: Movement }[] = []
      for (const moved of movements.reverse()) records.push({ record: await recordOf(transaction, (await transaction.refund(moved.outRefundNo))!), moved })
      return records
    })
  }

  /** The newest refund that carries a number. */
  find(outRefundNo: string): Promise<RefundRecord | undefined> {
    return this.ledger.transaction(async (transaction) => {
      const refund = await transaction.refund(outRefundNo)
      return refund && recordOf(transaction, refund)
    })
  }

  /** Decides every refund whose time has come, and answers them. */
  settleDue(): Promise<RefundRecord[]> {
    return this.ledger.transaction(async (transaction) => {
      const since = addMilliseconds(transaction.now, -LATE_MS)
      const settled: RefundRecord[] = []
      for (const status of ['pending', 'requires_action', 'succeeded-for-now'] as const) {
        for (const refund of await transaction.refundsIn(status, since)) settled.push(await settle(transaction, refund))
      }
      return settled
    })
  }

  /** In the order in which money moved, under the numbers that the merchant gave. */
  async movements(after: number): Promise<LedgerMovement[]> {
    return (await this.ledger.movements(after)).map((movement) => ({ ...movement, outRefundNo: outRefundNoOf(movement.outRefundNo) ?? movement.channelReference }))
  }

  forgetKeys(): Promise<void> {
    return forgetKeys(this.pool)
  }

  claimFault(key: string, fault: string): Promise<boolean> {
    return this.ledger.claimFault(key, fault)
  }

  check(): Promise<void> {
    return this.ledger.check()
  }

  private async refund(transaction: Transaction, order: RefundOrder, paid: Money): Promise<RefundRecord | Refusal> {
    const amount = moneyOf(order.amount, paid.currency)
    const others = await transaction.refundsOf(order.payment)
    const committed = others.filter(({ status }) => status !== 'failed' && status !== 'canceled').reduce((sum, other) => sum + other.amount.minor, 0)
    if (committed >= paid.minor) return refusals.refunded
    if (committed + amount.minor > paid.minor) return refusals.aboveRest
    const refund = newRefund(order, await freeRow(transaction, numberOf(order)), amount, transaction.now, others.length === 0)
    await transaction.save(refund)
    if (refund.status === 'succeeded' || refund.status === 'succeeded-for-now') await transaction.move(refund.outRefundNo, 'out')
    return recordOf(transaction, refund)
  }
}

/** Stripe makes nothing of a number in the metadata: a second refund with the same is another refund, kept as `number~2`. */
const freeRow = async (transaction: Transaction, outRefundNo = ''): Promise<string> => {
  if (outRefundNo === '') return `~${randomUUID()}`
  for (let copy = 1; ; copy++) {
    const row = copy === 1 ? outRefundNo : `${outRefundNo}~${copy}`
    if (!(await transaction.refund(row))) return row
  }
}

const outRefundNoOf = (row: string): string | undefined => row.split('~')[0] || undefined

const settle = async (transaction: Transaction, refund: Refund): Promise<RefundRecord> => {
  const { status, failureCode = refund.failureCode } = endOf[refund.behaviour as Fate]
  const decided: Refund = { ...refund, status, failureCode, changedAt: transaction.now }
  await transaction.save(decided)
  if (status === 'succeeded') await transaction.move(decided.outRefundNo, 'out')
  if (refund.status === 'succeeded-for-now') await transaction.move(decided.outRefundNo, 'back')
  return recordOf(transaction, decided)
}

const beginningOf: Partial<Record<Fate, StripeRefundStatus>> = {
  succeeds: 'succeeded',
  'comes-back': 'succeeded-for-now',
  'waits-for-customer': 'requires_action',
  'canceled-late': 'requires_action',
}

const endOf: Readonly<Record<Fate, { readonly status: StripeRefundStatus; readonly failureCode?: string }>> = {
  succeeds: { status: 'succeeded' },
  'succeeds-late': { status: 'succeeded' },
  'waits-for-customer': { status: 'succeeded' },
  'canceled-late': { status: 'canceled' },
  'comes-back': { status: 'failed', failureCode: 'expired_or_canceled_card' },
  'fails-for-balance': { status: 'failed', failureCode: 'insufficient_funds' },
  'fails-for-card': { status: 'failed', failureCode: 'lost_or_stolen_card' },
  'fails-declined': { status: 'failed', failureCode: 'declined' },
  'fails-disputed': { status: 'failed', failureCode: 'charge_for_pending_refund_disputed' },
}

const newRefund = ({ payment }: RefundOrder, row: string, amount: Money, now: Instant, isFirst: boolean): Refund => {
  const { fate = 'succeeds' } = behaviourOf(payment)
  // What made the first refund of a payment fail is over before the next.
  const fateNow = fate.startsWith('succeeds') || isFirst ? fate : 'succeeds'
  return {
    outRefundNo: row,
    paymentReference: payment,
    amount: money(amount.minor, amount.currency),
    channelReference: `re_${randomUUID().replaceAll('-', '')}`,
    status: beginningOf[fateNow] ?? 'pending',
    failureCode: fateNow === 'fails-for-balance' ? 'insufficient_funds' : null,
    behaviour: fateNow,
    timesQueried: 0,
    notifyUrl: null,
    createdAt: now,
    changedAt: now,
  }
}

const recordOf = async (transaction: Transaction, refund: Refund): Promise<RefundRecord> => {
  const moved = await transaction.rows<{ seq: string; direction: Movement['direction']; at: Date }>(
    `SELECT seq, direction, at FROM ${STRIPE_SANDBOX_SCHEMA}.movement WHERE out_refund_no = $1 ORDER BY seq`, [refund.outRefundNo],
  )
  return {
    refund,
    outRefundNo: outRefundNoOf(refund.outRefundNo),
    movements: moved.map(({ seq, direction, at }) => ({ seq: Number(seq), direction, at: at.toISOString() })),
  }
}
