import type { CommandFields } from '@recourse/event-flow'
import { addMilliseconds, money, streamName, uuidv5, type Actor, type Instant, type Role } from '@recourse/kernel'
import { reservedFor, restOf, type OrderCommand, type RecordedOrder } from '@recourse/order'
import type { RefundPack } from '@recourse/policy'
import { openPayoutNo, unpaidPayoutNo, type OpenedCase, type RefundCaseCommand } from '@recourse/refund-case'
import type { Random } from './random.js'

const person = (id: string, ...roles: Role[]): Actor => ({ id, roles })

/** The same names in every tenant. */
export const staff = {
  shop: person('shop', 'service'),
  reviewer: person('reviewer-1', 'reviewer'),
  otherReviewer: person('reviewer-2', 'reviewer'),
  supervisor: person('supervisor-1', 'supervisor'),
  judge: person('supervisor-2', 'supervisor'),
  maker: person('maker-1', 'finance-maker'),
  checker: person('checker-1', 'finance-checker'),
  otherChecker: person('checker-2', 'finance-checker'),
  operator: person('operator-1', 'operations'),
  otherOperator: person('operator-2', 'operations'),
} as const

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
export const CHANNEL_NAMES = ['wechat-pay', 'alipay'] as const

/** An order as the workload knows it. */
export interface PlannedOrder {
  readonly tenant: string
  readonly orderId: string
  readonly customer: Actor
  readonly pack: RefundPack
  readonly placedAt: Instant
  readonly legs: readonly { readonly channel: string; readonly reference: string; readonly amount_minor: number }[]
  readonly delivered: boolean
}

/** Orders of several tenants under equal numbers and customers, paid over one to three legs. */
export const planOrders = (random: Random, packs: readonly RefundPack[], tenants: readonly string[], count: number, now: Instant): PlannedOrder[] =>
  Array.from({ length: count }, (_, index): PlannedOrder => {
    const tenant = tenants[index % tenants.length]!
    const orderId = `order-${Math.floor(index / tenants.length)}`
    const legs = Array.from({ length: random.pick([1, 1, 2, 3]) }, (__, leg) => ({
      channel: random.pick(CHANNEL_NAMES), reference: `pay-${tenant}-${orderId}-${leg}`, amount_minor: random.pick([1_000, 9_900, 30_000, 60_000]),
    }))
    return {
      tenant, orderId, legs, pack: random.pick(packs), customer: person(`customer-${random.below(3)}`, 'customer'), delivered: random.chance(0.4),
      placedAt: addMilliseconds(now, -random.between(1, 5) * DAY_MS),
    }
  })

export const orderCommands = ({ orderId, placedAt, customer, pack, legs, delivered }: PlannedOrder): CommandFields<OrderCommand>[] => [
  {
    type: 'RecordOrder', orderId, placedAt, customer: customer.id, paid: money(legs.reduce((sum, { amount_minor }) => sum + amount_minor, 0), pack.currency),
    paymentLegs: legs.map(({ channel, reference, amount_minor }) => ({ channel, reference, amount: money(amount_minor, pack.currency) })),
  },
  delivered
    ? { type: 'UpdateDelivery', status: 'DELIVERED', at: addMilliseconds(placedAt, HOUR_MS) }
    : { type: 'UpdateDelivery', status: 'IN_TRANSIT', eta: addMilliseconds(placedAt, 2 * HOUR_MS), at: addMilliseconds(placedAt, HOUR_MS) },
]

export interface PlannedCase {
  readonly order: PlannedOrder
  readonly caseId: string
  readonly stream: string
}

/** The nth case of an order: equal keys in different tenants. */
export const planCase = (order: PlannedOrder, nth: number): PlannedCase => {
  const caseId = uuidv5(`${order.tenant}/${order.orderId}/${nth}`)
  return { order, caseId, stream: streamName('refundCase', order.tenant, caseId) }
}

/** Somebody's wish. */
export interface Wish {
  readonly by: Actor
  readonly command: CommandFields<RefundCaseCommand>
}

/** A customer asks for money back: mostly what there is, sometimes part of it. */
export const requestWish = (random: Random, { order: { pack, orderId, customer }, caseId }: PlannedCase, order: RecordedOrder): Wish => {
  const rest = restOf(order, caseId).minor
  const minor = Math.max(1, random.pick([rest, rest, Math.ceil(rest / 2), Math.ceil(rest / 3), order.paid.minor]))
  return {
    by: customer,
    command: {
      type: 'RequestRefund', caseId, orderId, requested: money(minor, pack.currency), reason: random.pick(pack.reasons).code, origin: 'ONLINE', wantedWay: 'ORIGINAL',
      pack: { id: pack.id, version: pack.version }, shown: [],
      facts: { customer: order.customer, placedAt: order.placedAt, paid: order.paid, rest: restOf(order, caseId), ...(order.delivery ? { delivery: order.delivery } : {}) },
    },
  }
}

/** What somebody may do with a case next; nothing while machines have the word. */
export const wishFor = (random: Random, { order: { pack, customer } }: PlannedCase, state: OpenedCase, order: RecordedOrder): Wish | undefined => {
  switch (state.phase) {
    case 'intake': return evidence(random, state, customer)
    case 'review': return inReview(random, state, pack, customer)
    case 'decision': {
      const { approvalHash } = state.proposal!
      return { by: random.pick([staff.supervisor, staff.checker]), command: random.chance(0.85) ? { type: 'ConfirmApproval', approvalHash } : { type: 'RejectApproval', approvalHash, reason: 'NO' } }
    }
    case 'payout': return paidAgain(random, state, order, 0.9)
    case 'receipt': return random.chance(0.4) ? { by: customer, command: random.chance(0.6) ? { type: 'ConfirmReceipt' } : { type: 'DisputeReceipt' } } : undefined
    case 'appeal': return { by: staff.judge, command: { type: 'DecideAppeal', outcome: random.pick(['UPHELD', 'OVERTURNED']) } }
    case 'closed': return state.outcome === 'refused' && random.chance(0.5) ? { by: customer, command: { type: 'LodgeAppeal' } } : undefined
    case 'settlement': return undefined
  }
}

const evidence = (random: Random, { missingEvidence }: OpenedCase, by: Actor): Wish => {
  const number = random.below(1_000_000)
  return {
    by, command: {
      type: 'AttachEvidence', evidenceId: uuidv5(`evidence/${number}`), sha256: number.toString(16).padStart(64, '0'), size_bytes: 10, mediaType: 'image/png', kind: missingEvidence[0] ?? 'other',
    },
  }
}

const inReview = (random: Random, state: OpenedCase, pack: RefundPack, customer: Actor): Wish | undefined => {
  if (!state.autoReviewed && random.chance(0.9)) return undefined
  if (state.missingEvidence.length > 0) return evidence(random, state, customer)
  if (random.chance(0.04)) return { by: customer, command: { type: 'WithdrawRefund' } }
  const by = state.overruled.includes(staff.reviewer.id) ? staff.otherReviewer : staff.reviewer
  const item = pack.reviewItems.find(({ code }) => !state.findings[code])
  if (item) return { by, command: { type: 'RecordFinding', item: item.code, finding: 'CONFIRMED', evidenceIds: state.evidence.map(({ id }) => id) } }
  if (random.chance(0.15)) return refusal(state, pack, by)
  const minor = random.chance(0.7) ? state.claimable.minor : Math.ceil(state.claimable.minor / 2)
  if (minor === 0) return refusal(state, pack, by)
  const amount = money(minor, state.requested.currency)
  const needsTwo = pack.secondApproverAbove_minor !== null && minor > pack.secondApproverAbove_minor
  return { by, command: { type: needsTwo || random.chance(0.3) ? 'ProposeApproval' : 'ApproveRefund', amount, breakdown: [] } }
}

const refusal = ({ contacts }: OpenedCase, pack: RefundPack, by: Actor): Wish => (contacts.length < pack.contactAttemptsBeforeRefusal
  ? { by, command: { type: 'RecordContact', channel: 'PHONE', outcome: 'REACHED' } }
  : { by, command: { type: 'RefuseRefund', reason: 'NO', clause: pack.clauses[0]!.id } })

/** A payout that failed, waits at its channel or came back is corrected by one person and sent again by another. */
export const paidAgain = (random: Random, state: OpenedCase, order: RecordedOrder, care: number): Wish | undefined => {
  const payoutNo = unpaidPayoutNo(state)
  const openNo = openPayoutNo(state)
  if (payoutNo === undefined || (openNo !== undefined && openNo !== payoutNo)) return undefined
  const { correction, correctable, anew, channel, status } = state.payouts[payoutNo]!
  if ((correction && random.chance(care)) || (!correction && anew && random.chance(0.5))) {
    const seen = correction && { correctionVersion: correction.version }
    return { by: staff.checker, command: { type: 'ResubmitPayout', payoutNo, ...seen, facts: { reserved: reservedFor(order, state.caseId) } } }
  }
  const staysWithChannel = status === 'abnormal' || correctable === true
  const otherChannel = channel === 'bank-transfer' ? order.paymentLegs[0]!.channel : 'bank-transfer'
  return {
    by: staff.maker,
    command: {
      type: 'CorrectPayoutDetails', payoutNo, channel: staysWithChannel ? channel : otherChannel, consent: { how: 'RECORDED_CALL', reference: 'call-1' }, facts: { sameName: 'YES' },
      personal: { person: state.customer, fields: { payee: { name: '张三', account: `6222${random.below(1_000_000)}` } } },
    },
  }
}
