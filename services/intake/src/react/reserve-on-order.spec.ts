import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { causeOf, executionOf, type Policy } from '@recourse/event-flow'
import { money, type Role } from '@recourse/kernel'
import { orderDecider, orderStream } from '@recourse/order'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream } from '@recourse/refund-case'
import { IntakeBench, openingOf } from '../spec-support.js'
import { whenRefundCaseClosedThenReleaseReservation } from './when-refund-case-closed-then-release-reservation.policy.js'
import { whenRefundRequestedThenReserveOnOrder } from './when-refund-requested-then-reserve-on-order.policy.js'

const decider = refundCaseDecider(loadPolicyPacks(), loadCalendar())
const cny = (minor: number) => money(minor, 'CNY')
const as = (id: string, ...roles: Role[]) => ({ id, roles })
const lin = as('lin', 'customer')
const reviewer = as('chen', 'reviewer')

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open({ consumers: false })
})
afterAll(() => bench.close())

/** Carries a policy out for the first event of its kind, at the moment that a spec chooses. */
const carryOut = async (policy: Policy, caseId: string): Promise<void> => {
  const { aggregates } = bench.service.infrastructure
  const event = (await bench.history(caseId)).find(({ type }) => policy.types.has(type))!
  await policy.effect(event, executionOf(aggregates, causeOf(policy.name, event, bench.clock)))
}

/** A case that intake opened and did not come to reserve for. */
const openedOnly = async (): Promise<{ caseId: string; orderId: string; stream: string }> => {
  const [orderId, caseId] = [await bench.order(), randomUUID()]
  const stream = refundCaseStream('demo', caseId)
  await bench.service.given(decider, stream, { ...openingOf(caseId, orderId, 5_000), reason: 'NOT_DELIVERED' }, lin)
  return { caseId, orderId, stream }
}

describe('a claim that comes late', () => {
  it('holds no money for a case that was closed in the meantime', async () => {
    const { caseId, orderId, stream } = await openedOnly()
    await bench.service.given(decider, stream, { type: 'WithdrawRefund' }, lin)
    await carryOut(whenRefundCaseClosedThenReleaseReservation(decider), caseId)
    await carryOut(whenRefundRequestedThenReserveOnOrder(decider), caseId)
    expect(await bench.reserved(orderId)).toEqual([0, 6_800])
  })

  it('takes no approval away from a case for which payout has reserved in the meantime', async () => {
    const { caseId, orderId, stream } = await openedOnly()
    await bench.service.given(decider, stream, { type: 'AutomaticallyReview', facts: { placedAt: bench.clock.now(), rest: cny(6_800) } })
    await bench.service.given(decider, stream, { type: 'RecordFinding', item: 'REASON_TRUE', finding: 'CONFIRMED', evidenceIds: [] }, reviewer)
    await bench.service.given(decider, stream, { type: 'ApproveRefund', amount: cny(3_000), breakdown: [] }, reviewer)
    await bench.service.given(orderDecider, orderStream('demo', orderId), { type: 'ReserveRefund', caseId, amount: cny(3_000) })
    await carryOut(whenRefundRequestedThenReserveOnOrder(decider), caseId)
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'payout', approved: cny(3_000) })
    expect(await bench.reserved(orderId)).toEqual([3_000, 3_800])
  })
})
