import type { CommandContext, Money, Refusal } from '@recourse/kernel'
import type { RefundPack } from '@recourse/policy'
import type { RefundCaseCommand } from '../commands.js'
import { refundCasePermissions } from '../permissions.js'
import type { Phase } from '../phases.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'

/** Guards answer a refusal, or undefined when the command may go on; deciders chain them with `??`. */

export const notIn = (state: OpenedCase, ...needed: readonly Phase[]): Refusal | undefined => {
  if (needed.includes(state.phase)) return undefined
  return state.phase === 'closed' ? refuse('CaseClosed', { outcome: state.outcome }) : refuse('WrongPhase', { phase: state.phase, needed })
}

export const closed = (state: OpenedCase): Refusal | undefined => (state.phase === 'closed' ? refuse('CaseClosed', { outcome: state.outcome }) : undefined)

export const notPositive = (amount: Money): Refusal | undefined => (amount.minor > 0 ? undefined : refuse('AmountNotPositive', { amount }))

export const currencyDiffers = (amount: Money, needed: string): Refusal | undefined =>
  amount.currency === needed ? undefined : refuse('CurrencyDiffers', { currency: amount.currency, needed })

/** In a pack that negotiates nobody decides the amount alone. */
export const settlementNeeded = ({ pack }: { readonly pack: RefundPack }): Refusal | undefined =>
  pack.settlement.required ? refuse('SettlementNeeded') : undefined

/** Whoever asked for a legal opinion waits for it: nobody decides before it is there (MB43). */
export const legalOpinionOutstanding = ({ legalOpinion }: OpenedCase): Refusal | undefined =>
  legalOpinion ? refuse('LegalOpinionOutstanding', { dueAt: legalOpinion.dueAt }) : undefined

/** Nobody decides about a refund that they asked for or would receive. */
export const reviewerIsRequester = (person: string, state: OpenedCase): Refusal | undefined =>
  person === state.requestedBy || person === state.customer ? refuse('ReviewerIsRequester') : undefined

/** After an appeal somebody else decides. */
export const refuserDecidesAgain = (person: string, state: OpenedCase): Refusal | undefined =>
  state.overruled.includes(person) ? refuse('RefuserMayNotDecideAgain') : undefined

/** Whoever gets the money acts on their case as its customer: what only staff may do, others of staff do. */
export const beneficiaryActsAsStaff = ({ type, actor }: RefundCaseCommand, state: OpenedCase): Refusal | undefined =>
  actor.id === state.customer && !refundCasePermissions[type].includes('customer') ? refuse('ReviewerIsRequester') : undefined

/** Who acts only as a customer acts on their own case; to anybody else it does not exist. */
export const notYourCase = ({ actor }: CommandContext, actsAs: string | undefined, state: OpenedCase): Refusal | undefined =>
  actsAs === 'customer' && actor.id !== state.customer && actor.id !== state.requestedBy ? refuse('NotYourCase') : undefined
