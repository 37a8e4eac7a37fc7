import { createHash } from 'node:crypto'
import type pg from 'pg'
import { CHINA_UTC_OFFSET_MIN, boundsOfDay } from '../days.js'
import { RefundLedger, type LedgerRefund, type LedgerTransaction } from '../sandbox-kit/refund-ledger.js'
import type { Behaviour, SandboxCode } from './behaviours.js'
import { decideRefund, type RefundDecision, type RefundStatus } from './decide-refund.js'
import type { Movement, RefundBody, RefundState } from './wire.js'

export const SANDBOX_SCHEMA = 'sandbox_channel'

const SUCCEEDS_AT_QUERY = 2
const COMES_BACK = 'comes-back'

type Refund = LedgerRefund<RefundStatus>
type Transaction = LedgerTransaction<RefundStatus>

/** What became of a refund, and whether the channel has news to tell about it. */
export interface LedgerAnswer {
  readonly state: RefundState
  readonly changed: Refund | undefined
}

/** The sandbox's durable memory and what happens in it. */
export class SandboxLedger {
  private readonly ledger: RefundLedger<RefundStatus>

  constructor(pool: pg.Pool, now: () => Date) {
    this.ledger = new RefundLedger(pool, SANDBOX_SCHEMA, now)
  }

  /** One transaction: locks the payment, decides, records, moves the money. */
  refund(request: RefundBody, behaviour: Behaviour): Promise<LedgerAnswer> {
    return this.ledger.transaction(async (transaction) => {
      const { paid } = await transaction.payment(request.paymentReference, request.paid)
      const known = await transaction.refund(request.outRefundNo)
      const others = (await transaction.refundsOf(request.paymentReference)).filter(({ outRefundNo }) => outRefundNo !== request.outRefundNo)
      const committed_minor = others.filter(({ status }) => COMMITTED.includes(status)).reduce((sum, { amount }) => sum + amount.minor, 0)
      const decision = decideRefund({ paid, committed_minor, known }, request, behaviour)
      if (decision.kind === 'refuse') return { state: { outcome: 'failed', code: decision.code }, changed: undefined }
      if (decision.kind === 'repeat') return { state: stateOf(known!), changed: undefined }
      return record(transaction, request, decision)
    })
  }

  /** What is known of a number. Asking also lets time pass: a pending refund is paid at the second query, a bounced one has come back at the first. */
  query(outRefundNo: string): Promise<LedgerAnswer> {
    return this.ledger.transaction(async (transaction) => {
      const known = await transaction.refund(outRefundNo)
      if (!known) return { state: { outcome: 'not-found' }, changed: undefined }
      const status = nextStatus(known)
      const changed = status !== known.status
      const next = { ...known, timesQueried: known.timesQueried + 1, status, changedAt: changed ? transaction.now : known.changedAt }
      await transaction.save(next)
      if (changed) await transaction.move(outRefundNo, status === 'returned' ? 'back' : 'out')
      return { state: stateOf(next), changed: changed ? next : undefined }
    })
  }

  /** At most 1,000 movements after `after`, oldest first. */
  movements(after: number): Promise<Movement[]> {
    return this.ledger.movements(after)
  }

  /** What moved on a day in China. @throws RangeError when it is not a day */
  async statement(day: string): Promise<Movement[]> {
    const { from, before } = boundsOfDay(day, CHINA_UTC_OFFSET_MIN)
    return this.ledger.movementsBetween(from, before)
  }

  claimFault(outRefundNo: string, fault: string): Promise<boolean> {
    return this.ledger.claimFault(outRefundNo, fault)
  }

  check(): Promise<void> {
    return this.ledger.check()
  }
}

const COMMITTED: readonly RefundStatus[] = ['pending', 'succeeded', 'abnormal']

const record = async (transaction: Transaction, request: RefundBody, decision: RefundDecision & { kind: 'record' }): Promise<LedgerAnswer> => {
  const { outRefundNo, paymentReference, amount, notifyUrl = null } = request
  const refund: Refund = {
    outRefundNo, paymentReference, amount, notifyUrl, channelReference: channelReferenceOf(outRefundNo), status: decision.status, failureCode: decision.failureCode,
    behaviour: decision.comesBack ? COMES_BACK : null, timesQueried: 0, createdAt: transaction.now, changedAt: transaction.now,
  }
  const saved = await transaction.save(refund)
  if (!saved) return { state: { outcome: 'failed', code: 'REFUND_NUMBER_REUSED' }, changed: undefined }
  if (refund.status === 'succeeded') await transaction.move(outRefundNo, 'out')
  return { state: stateOf(refund), changed: refund }
}

const channelReferenceOf = (outRefundNo: string): string => `SBX${createHash('sha256').update(outRefundNo).digest('hex').slice(0, 24)}`

const nextStatus = ({ status, timesQueried, behaviour }: Refund): RefundStatus => {
  if (status === 'pending' && timesQueried + 1 >= SUCCEEDS_AT_QUERY) return 'succeeded'
  if (status === 'succeeded' && behaviour === COMES_BACK) return 'returned'
  return status
}

const stateOf = ({ status, channelReference, changedAt, amount, failureCode }: Refund): RefundState => {
  switch (status) {
    case 'pending':
      return { outcome: 'pending', channelReference }
    case 'succeeded':
      return { outcome: 'succeeded', channelReference, settledAt: changedAt, amount }
    case 'failed':
      return { outcome: 'failed', code: failureCode! }
    case 'abnormal':
      return { outcome: 'abnormal', channelReference, code: 'PAYEE_UNREACHABLE' satisfies SandboxCode }
    case 'returned':
      return { outcome: 'returned', channelReference, returnedAt: changedAt, code: 'TRANSFER_RETURNED' satisfies SandboxCode }
  }
}
