import { AggregateStore } from '@recourse/event-store'
import { uuidv5, type CommandContext, type Instant, type Refusal } from '@recourse/kernel'
import type { RecordedOrder } from '@recourse/order'
import type { Caller } from '@recourse/platform'
import { refundCaseRefusal, refundCaseStream } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../../domain.js'

/** Which case a request opens, and under which command id. */
export interface CasePlace {
  readonly caseId: string
  contextOf(now: Instant): CommandContext
}

/** Every Idempotency-Key its own case. @throws ProblemError IdempotencyKeyMissing */
export const placeByKey = (caller: Caller): CasePlace => {
  const caseId = caller.derivedId('refund-case')
  return { caseId, contextOf: (now) => caller.commandContext(refundCaseStream(caller.tenant, caseId), now) }
}

/**
 * One open case per order and reason (FO1). Its id follows from both and from how many such cases have ended, so that requests that come at the same
 * moment meet in one stream, and the stream tells a repetition from another request. A case that was opened elsewhere is found by its claim on the order.
 */
export const placeOnOrder = async (aggregates: AggregateStore, decider: RefundCaseDecider, caller: Caller, order: RecordedOrder, reason: string): Promise<CasePlace | Refusal> => {
  if (caller.isOnlyCustomer && order.customer !== caller.identity.actor.id) return refundCaseRefusal('NotYourOrder')
  const stateOf = async (caseId: string) => (await aggregates.load(decider, refundCaseStream(caller.tenant, caseId))).state
  const ended: string[] = []
  for (;;) {
    const caseId = uuidv5(JSON.stringify(['refund-case', caller.tenant, order.orderId, reason, ended.length]))
    const { phase } = await stateOf(caseId)
    if (phase === 'closed') ended.push(caseId)
    else if (phase === 'unopened') break
    else return onOrder(caller, caseId)
  }
  for (const caseId of Object.keys(order.claims).filter((claiming) => !ended.includes(claiming))) {
    const state = await stateOf(caseId)
    if (state.phase !== 'unopened' && state.phase !== 'closed' && state.reason === reason) return refundCaseRefusal('CaseAlreadyOpened', { caseId })
  }
  return onOrder(caller, uuidv5(JSON.stringify(['refund-case', caller.tenant, order.orderId, reason, ended.length])))
}

const onOrder = (caller: Caller, caseId: string): CasePlace => ({ caseId, contextOf: (now) => caller.contextOf(uuidv5(`open/${caseId}`), now) })
