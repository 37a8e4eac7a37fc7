import { randomUUID } from 'node:crypto'
import { money, type Actor } from '@recourse/kernel'
import type { TestService } from '@recourse/platform/testing'
import { loadCalendar, loadCurricula, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream } from '@recourse/refund-case'
import { trainingDecider, trainingStream } from '@recourse/training'

export const refundCases = refundCaseDecider(loadPolicyPacks(), loadCalendar())

const LIN: Actor = { id: 'lin', roles: ['customer'] }

/** A case of the customer `lin`, opened by them or in their name. */
export const givenRefundCase = async (service: TestService, openedBy: Actor = LIN): Promise<string> => {
  const caseId = randomUUID()
  const paid = money(6_800, 'CNY')
  await service.given(refundCases, refundCaseStream('demo', caseId), {
    type: 'RequestRefund', caseId, orderId: `order-${caseId}`, requested: paid, reason: 'QUALITY', origin: 'ONLINE', wantedWay: 'ORIGINAL',
    pack: { id: 'food-delivery', version: '1.0.0' }, shown: [], facts: { customer: LIN.id, placedAt: service.infrastructure.clock.now(), paid, rest: paid },
  }, openedBy)
  return caseId
}

/** These people have passed the course after-care just now. */
export const givenTraining = async (service: TestService, ...people: readonly string[]): Promise<void> => {
  const items = loadCurricula().get('after-care')!.items.map(({ id }) => id)
  for (const person of people) {
    await service.given(trainingDecider(loadCurricula()), trainingStream('demo', person), {
      type: 'RecordTraining', person, course: 'after-care', items, score_percent: 90, heldAt: service.infrastructure.clock.now(), trainer: 'doctor-he',
    }, { id: 'training-office', roles: ['operations'] })
  }
}

/** The shortest way to a closed case. Answers the position of its end. */
export const closeRefundCase = async (service: TestService, caseId: string): Promise<string> =>
  (await service.given(refundCases, refundCaseStream('demo', caseId), { type: 'WithdrawRefund', reason: 'MIND_CHANGED' }, LIN)).position

/** Types of a stream's events, in order. */
export const historyOf = async (service: TestService, stream: string): Promise<string[]> =>
  (await service.infrastructure.aggregates.history(stream)).map(({ type }) => type)
