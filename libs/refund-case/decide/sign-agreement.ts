import { addMilliseconds, hashOf, isRefusal, type Decision, type Instant, type NewEvent, type Refusal, type Texts } from '@recourse/kernel'
import type { SignAgreement } from '../commands.js'
import { AgreementSigned, RefundApproved, RefundCaseClosed, RemedyAgreed, type Party } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Agreement, Settlement } from '../settlement.js'
import type { OpenedCase } from '../state.js'
import { citationsOf, outcomeOf } from './approval.js'
import { legalOpinionOutstanding, refuserDecidesAgain } from './guards.js'
import { negotiationOf } from './offer-terms.js'
import { secondApproverNeeded } from './second-approver.js'
import { agreementMeant, openSettlement, partyOf } from './settlement-guards.js'
import { namedPayee, payeeNameDiffers, sameNameOf } from './other-way.js'
import { promisesAt } from './promises.js'
import { openStage, type Rules } from './stage-opening.js'
import { trainingMissing } from './training.js'

/** The rule id of a decision that both sides signed. */
export const AGREEMENT = 'AGREEMENT'

/** What a signature says. The event keeps its hash, so that these words cannot be changed afterwards. */
export const SIGNING_STATEMENT: Texts = {
  'zh-CN': '我已阅读本退款协议及其全部条款,同意其内容,并以电子方式签署其 SHA-256 摘要所对应的文件。',
  en: 'I have read this refund agreement and all its clauses, I agree to it, and I sign electronically the document that has its SHA-256.',
}
export const SIGNING_STATEMENT_SHA256 = hashOf(SIGNING_STATEMENT)

/** Each party signs the same bytes once; the last signature decides the case. */
export const signAgreement = (command: SignAgreement, state: OpenedCase, rules: Rules): Decision => {
  const { documentSha256, acknowledgedClauses, actor, now, personal } = command
  const settlement = openSettlement(state)
  if (isRefusal(settlement)) return settlement
  const party = partyOf(command, state)
  if (isRefusal(party)) return party.code === 'ReviewerIsRequester' ? refuse('SignerIsBeneficiary') : party
  const agreement = agreementMeant(settlement, documentSha256)
  if (isRefusal(agreement)) return agreement
  if (agreement.signedBy[party] === actor.id) return []
  const refusal = legalOpinionOutstanding(state)
    ?? notSignable(agreement, party, now)
    ?? (party === 'CUSTOMER'
      ? notByCustomer(command, agreement, rules) ?? payeeMissing(command, agreement, state) ?? payeeNameDiffers(command.facts)
      : trainingMissing(command, rules) ?? notByOperator(command, settlement, agreement, state, rules))
  if (refusal) return refusal
  const signed = AgreementSigned({
    party, documentSha256, acknowledgedClauses: [...acknowledgedClauses], statementSha256: SIGNING_STATEMENT_SHA256, ...sameNameOf(personal, command.facts),
  }, personal)
  const isLast = agreement.signedBy[party === 'CUSTOMER' ? 'OPERATOR' : 'CUSTOMER'] !== undefined
  return isLast ? [signed, ...concluded(agreement, state, rules, now)] : [signed]
}

const notSignable = ({ signedBy, payBy }: Agreement, party: Party, now: Instant): Refusal | undefined => {
  if (signedBy[party]) return refuse('AlreadySigned', { party })
  return payBy !== undefined && now > payBy ? refuse('AgreementLapsed', { payBy }) : undefined
}

/** Nobody is hurried: time to read it, and a yes to each clause. */
const notByCustomer = ({ acknowledgedClauses, now }: SignAgreement, { readAt, clauses }: Agreement, rules: Rules): Refusal | undefined => {
  const signableFrom = readAt.CUSTOMER && addMilliseconds(readAt.CUSTOMER, negotiationOf(rules).readingTime_seconds * 1000)
  if (signableFrom === undefined || now < signableFrom) return refuse('ReadingTimeNotOver', signableFrom ? { signableFrom } : { read: false })
  const missing = clauses.filter((id) => !acknowledgedClauses.includes(id))
  return missing.length > 0 ? refuse('ClausesNotAcknowledged', { missing }) : undefined
}

/** An account that somebody else put into the request is not one that the customer signed for. */
const payeeMissing = ({ personal }: SignAgreement, { way, payBy }: Agreement, state: OpenedCase): Refusal | undefined =>
  (payBy !== undefined && way !== 'ORIGINAL' && !personal?.fields['payee'] && !namedPayee(state) ? refuse('PayeeMissing', { way }) : undefined)

/**
 * A supervisor who neither asked for the refund, nor was overruled in it, nor says where the money goes, but knows whose account it is;
 * for what one person may not decide, none who took part in it.
 */
const notByOperator = (
  { actor, personal }: SignAgreement, { negotiators }: Settlement, { amount, way, payBy, signedBy }: Agreement, state: OpenedCase, rules: Rules,
): Refusal | undefined => {
  if (actor.id === state.requestedBy) return refuse('SignerIsBeneficiary')
  if (personal) return refuse('PayeeIsForTheCustomer')
  const overruled = refuserDecidesAgain(actor.id, state)
  if (overruled) return overruled
  if (payBy !== undefined && way !== 'ORIGINAL' && !signedBy.CUSTOMER) return refuse('CustomerSignsFirst')
  const tookPart = [...negotiators, ...Object.values(state.overrides)].includes(actor.id)
  return tookPart && secondApproverNeeded(amount, state, rules) ? refuse('SignerIsNegotiator') : undefined
}

/** Money is approved to the fen and due on the agreed day; a remedy alone ends the case. */
const concluded = ({ amount, payBy, remedy, documentSha256 }: Agreement, state: OpenedCase, rules: Rules, now: Instant): NewEvent[] => {
  const agreed = remedy ? [RemedyAgreed({ remedy, agreement: documentSha256 })] : []
  if (payBy === undefined) return [...agreed, RefundCaseClosed({ outcome: 'remedied' })]
  return [...agreed, RefundApproved({
    outcome: outcomeOf(amount, state), amount, breakdown: [], citations: citationsOf(state, rules), ruleId: AGREEMENT, pack: state.pack,
    agreement: documentSha256, ...promisesAt(now, rules, payBy), opens: { ...openStage(rules, 'payout', now), dueAt: payBy, provisional: false },
  })]
}
