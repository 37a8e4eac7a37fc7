import { randomUUID } from 'node:crypto'
import type { CommandFields } from '@recourse/event-flow'
import { money, type Actor, type Instant, type Money, type Role } from '@recourse/kernel'
import { orderDecider, orderStream } from '@recourse/order'
import type { TestClock, TestService } from '@recourse/platform/testing'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream, type RefundCaseCommand } from '@recourse/refund-case'

export const refundCases = refundCaseDecider(loadPolicyPacks(), loadCalendar())

export const actor = (role: Role): Actor => ({ id: `the ${role}`, roles: [role] })

type Fields<Type extends RefundCaseCommand['type']> = Extract<CommandFields<RefundCaseCommand>, { type: Type }>

export interface Asked {
  readonly caseId: string
  readonly orderId: string
  readonly requested: Money
  readonly now: Instant
  /** As an importer states it. */
  readonly requestedAt?: Instant
}

export const NARRATIVE = '我不要了'

/** A refund in CNY is food that did not arrive, one in GBP a shop's cancellation. */
export const requestRefund = ({ caseId, orderId, requested, now, requestedAt }: Asked): Fields<'RequestRefund'> => {
  const [id, reason] = requested.currency === 'CNY' ? ['food-delivery', 'NOT_DELIVERED'] : ['retail', 'CANCELLED']
  return {
    type: 'RequestRefund', caseId, orderId, requested, reason, origin: 'ONLINE', wantedWay: 'ORIGINAL', pack: { id, version: '1.0.0' }, shown: [],
    personal: { person: 'the customer', fields: { narrative: NARRATIVE } },
    facts: { customer: 'the customer', placedAt: requestedAt ?? now, paid: requested, rest: requested }, ...(requestedAt ? { requestedAt } : {}),
  }
}

/** Approved by the rules of the pack. */
export const review = ({ requested, now, requestedAt }: Asked): Fields<'AutomaticallyReview'> => ({
  type: 'AutomaticallyReview',
  facts: {
    placedAt: requestedAt ?? now, rest: requested, delivery: { status: 'IN_TRANSIT', eta: '2000-01-01T00:00:00.000Z' },
    history: { casesLast90Days: 0, casesLast24Hours: 0, refundedShare_percent: 0, sameEvidenceOnOtherCases: 0 },
  },
})

export const requestPayout = (amount: Money, channel = 'SANDBOX'): Fields<'RequestPayout'> =>
  ({ type: 'RequestPayout', amount, channel, facts: { reserved: amount } })

export const confirmPayout = (payoutNo: number, amount: Money, settledAt: Instant): Fields<'RecordPayoutConfirmed'> =>
  ({ type: 'RecordPayoutConfirmed', payoutNo, amount, channelReference: `reference ${payoutNo}`, settledAt })

export const returnPayout = (payoutNo: number, returnedAt: Instant): Fields<'RecordPayoutReturned'> =>
  ({ type: 'RecordPayoutReturned', payoutNo, code: 'ACCOUNT_CLOSED', returnedAt })

const reached: Fields<'RecordContact'> = { type: 'RecordContact', channel: 'PHONE', outcome: 'REACHED' }
export const refuse: Fields<'RefuseRefund'> = { type: 'RefuseRefund', reason: 'NOT_TRUE', clause: 'evidence' }

/** Orders and cases of one tenant in a store. */
export class Shop {
  /** Where the log stood after the last thing that happened. */
  position = ''

  constructor(private readonly service: TestService, private readonly clock: TestClock, readonly tenant: string) {}

  async order(orderId: string, placedAt: Instant, minor: number, currency = 'GBP'): Promise<void> {
    const paid = money(minor, currency)
    const fields = { type: 'RecordOrder' as const, orderId, placedAt, customer: 'the customer', paid, paymentLegs: [{ channel: 'SANDBOX', reference: orderId, amount: paid }] }
    this.position = (await this.service.given(orderDecider, orderStream(this.tenant, orderId), fields)).position
  }

  /** A case as an import brings it, not decided yet. */
  async requested(orderId: string, requestedAt: Instant, minor: number, currency = 'GBP'): Promise<ShopCase> {
    const asked = { caseId: randomUUID(), orderId, requested: money(minor, currency), requestedAt, now: this.clock.now() }
    await this.send(asked.caseId, requestRefund(asked), 'importer')
    return new ShopCase(this, asked)
  }

  /** A case that was paid in full at once. */
  async refunded(orderId: string, requestedAt: Instant, minor: number, currency = 'GBP'): Promise<ShopCase> {
    const refund = await this.requested(orderId, requestedAt, minor, currency)
    await refund.approved()
    await refund.paid(1, minor)
    return refund
  }

  async send(caseId: string, fields: CommandFields<RefundCaseCommand>, role: Role): Promise<void> {
    this.position = (await this.service.given(refundCases, refundCaseStream(this.tenant, caseId), fields, actor(role))).position
  }

  /** Resolves when the facts include everything up to here. */
  async known(): Promise<void> {
    for (const view of ['order_fact', 'case_fact', 'complaint_fact']) await this.service.handled(view, this.position)
  }
}

export class ShopCase {
  constructor(private readonly shop: Shop, readonly asked: Asked) {}

  get caseId(): string {
    return this.asked.caseId
  }

  approved(): Promise<void> {
    return this.send(review(this.asked), 'service')
  }

  async refused(): Promise<void> {
    await this.send(reached, 'reviewer')
    await this.send(refuse, 'reviewer')
  }

  async paid(payoutNo: number, minor: number): Promise<void> {
    const amount = money(minor, this.asked.requested.currency)
    await this.send(requestPayout(amount), 'service')
    await this.send(confirmPayout(payoutNo, amount, this.asked.now), 'service')
  }

  returned(payoutNo: number): Promise<void> {
    return this.send(returnPayout(payoutNo, this.asked.now), 'service')
  }

  send(fields: CommandFields<RefundCaseCommand>, role: Role): Promise<void> {
    return this.shop.send(this.caseId, fields, role)
  }
}
