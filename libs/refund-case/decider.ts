import { assertNever, permittedRole, type Decider, type Decision } from '@recourse/kernel'
import type { PackLookup, WorkingCalendar } from '@recourse/policy'
import type { RefundCaseCommand, RequestRefund } from './commands.js'
import { acceptOffer } from './decide/accept-offer.js'
import { accrueLateInterest } from './decide/accrue-late-interest.js'
import { acknowledgeClause } from './decide/acknowledge-clause.js'
import { answerSurvey } from './decide/answer-survey.js'
import { approveRefund } from './decide/approve-refund.js'
import { assignReview } from './decide/assign-review.js'
import { attachEvidence } from './decide/attach-evidence.js'
import { autoConfirmReceipt } from './decide/auto-confirm-receipt.js'
import { automaticallyReview } from './decide/automatically-review.js'
import { calculateRefund } from './decide/calculate-refund.js'
import { closeUnpayable } from './decide/close-unpayable.js'
import { completeReview } from './decide/complete-review.js'
import { confirmApproval } from './decide/confirm-approval.js'
import { confirmReceipt } from './decide/confirm-receipt.js'
import { correctPayoutDetails } from './decide/correct-payout-details.js'
import { counterOffer } from './decide/counter-offer.js'
import { decideAppeal } from './decide/decide-appeal.js'
import { disputeReceipt } from './decide/dispute-receipt.js'
import { draftAgreement } from './decide/draft-agreement.js'
import { endSettlement } from './decide/end-settlement.js'
import { escalateCase } from './decide/escalate-case.js'
import { expireOffer } from './decide/expire-offer.js'
import { beneficiaryActsAsStaff, notYourCase } from './decide/guards.js'
import { eraseCustomer } from './decide/erase-customer.js'
import { flagMood } from './decide/flag-mood.js'
import { expireEvidenceRequest } from './decide/expire-evidence-request.js'
import { lapseApproval } from './decide/lapse-approval.js'
import { giveUpPayout } from './decide/give-up-payout.js'
import { linkComplaint } from './decide/link-complaint.js'
import { lodgeAppeal } from './decide/lodge-appeal.js'
import { loseReservation } from './decide/lose-reservation.js'
import { makeOffer } from './decide/make-offer.js'
import { markLegalOpinionOverdue } from './decide/mark-legal-opinion-overdue.js'
import { markPayoutLate } from './decide/mark-payout-late.js'
import { markStageOverdue } from './decide/mark-stage-overdue.js'
import { markAnswerOverdue, markNoticeUnread } from './decide/mark-thread-overdue.js'
import { openExternalDispute } from './decide/open-external-dispute.js'
import { postMessage } from './decide/post-message.js'
import { postNotice } from './decide/post-notice.js'
import { proposeApproval } from './decide/propose-approval.js'
import { readAgreement } from './decide/read-agreement.js'
import { readMessages } from './decide/read-messages.js'
import { recordContact } from './decide/record-contact.js'
import { recordEvidenceDownload } from './decide/record-evidence-download.js'
import { recordFinding } from './decide/record-finding.js'
import { recordLegalOpinion } from './decide/record-legal-opinion.js'
import { recordPayoutAbnormal } from './decide/record-payout-abnormal.js'
import { recordPayoutConfirmed } from './decide/record-payout-confirmed.js'
import { recordPayoutDeferred } from './decide/record-payout-deferred.js'
import { recordPayoutFailed } from './decide/record-payout-failed.js'
import { recordPayoutReturned } from './decide/record-payout-returned.js'
import { recordPayoutSubmitted } from './decide/record-payout-submitted.js'
import { recordPayoutUnknown } from './decide/record-payout-unknown.js'
import { recordStatementDifference } from './decide/record-statement-difference.js'
import { recountDeadline } from './decide/recount-deadline.js'
import { refuseRefund } from './decide/refuse-refund.js'
import { rejectApproval } from './decide/reject-approval.js'
import { releaseLegalHold } from './decide/release-legal-hold.js'
import { requestEvidence } from './decide/request-evidence.js'
import { requestLegalOpinion } from './decide/request-legal-opinion.js'
import { requestPayout } from './decide/request-payout.js'
import { requestRefund } from './decide/request-refund.js'
import { resubmitPayout } from './decide/resubmit-payout.js'
import { sendSurvey } from './decide/send-survey.js'
import { completeSpotCheck, selectForSpotCheck } from './decide/spot-checks.js'
import type { Rules } from './decide/stage-opening.js'
import { signAgreement } from './decide/sign-agreement.js'
import { takeOver } from './decide/take-over.js'
import { withdrawRefund } from './decide/withdraw-refund.js'
import { evolve } from './evolve.js'
import { refundCasePermissions } from './permissions.js'
import { refuse } from './refusals.js'
import { UNOPENED, type OpenedCase, type RefundCase } from './state.js'

/**
 * Stream `refundCase-<tenant>.<caseId>`. The packs never change under their id and version and a case keeps its own, so `decide` stays pure.
 * @throws UnknownPack when an open case names a pack version that is no longer loaded.
 */
export const refundCaseDecider = (packs: PackLookup, calendar: WorkingCalendar): Decider<RefundCase, RefundCaseCommand> => ({
  category: 'refundCase',
  initial: UNOPENED,
  permissions: refundCasePermissions,
  evolve,
  prepare: async (command, state) => {
    const pack = command.type === 'RequestRefund' ? command.pack : state.phase === 'unopened' ? undefined : state.pack
    if (pack) await packs.load?.(command.tenant, pack.id, pack.version)
  },
  decide: (command, state) => {
    const actsAs = permittedRole(refundCasePermissions, command.type, command.actor)
    if (command.type === 'RequestRefund') return state.phase === 'unopened' ? requestRefund(command, actsAs, packs, calendar) : refuse('CaseAlreadyOpened')
    if (state.phase === 'unopened') return refuse('UnknownCase')
    return notYourCase(command, actsAs, state) ?? beneficiaryActsAsStaff(command, state) ?? decideOpened(command, state, { pack: packs.get(state.pack.id, state.pack.version, command.tenant), calendar })
  },
})

const decideOpened = (command: Exclude<RefundCaseCommand, RequestRefund>, state: OpenedCase, rules: Rules): Decision => {
  switch (command.type) {
    case 'AttachEvidence': return attachEvidence(command, state, rules)
    case 'RecordEvidenceDownload': return recordEvidenceDownload(command, state)
    case 'AcknowledgeClause': return acknowledgeClause(command, state, rules)
    case 'WithdrawRefund': return withdrawRefund(command, state)
    case 'AutomaticallyReview': return automaticallyReview(command, state, rules)
    case 'AssignReview': return assignReview(command, state)
    case 'RecordFinding': return recordFinding(command, state, rules)
    case 'RequestEvidence': return requestEvidence(command, state, rules)
    case 'CalculateRefund': return calculateRefund(command, state, rules)
    case 'ExpireEvidenceRequest': return expireEvidenceRequest(command, state, rules)
    case 'RequestLegalOpinion': return requestLegalOpinion(command, state, rules)
    case 'RecordLegalOpinion': return recordLegalOpinion(command, state)
    case 'MarkLegalOpinionOverdue': return markLegalOpinionOverdue(command, state)
    case 'RecordContact': return recordContact(command, state)
    case 'LoseReservation': return loseReservation(command, state, rules)
    case 'ApproveRefund': return approveRefund(command, state, rules)
    case 'ProposeApproval': return proposeApproval(command, state, rules)
    case 'ConfirmApproval': return confirmApproval(command, state, rules)
    case 'RejectApproval': return rejectApproval(command, state, rules)
    case 'LapseApproval': return lapseApproval(command, state, rules)
    case 'RefuseRefund': return refuseRefund(command, state, rules)
    case 'CompleteReview': return completeReview(command, state, rules)
    case 'MakeOffer': return makeOffer(command, state, rules)
    case 'CounterOffer': return counterOffer(command, state, rules)
    case 'AcceptOffer': return acceptOffer(command, state)
    case 'ExpireOffer': return expireOffer(command, state)
    case 'DraftAgreement': return draftAgreement(command, state, rules)
    case 'ReadAgreement': return readAgreement(command, state)
    case 'SignAgreement': return signAgreement(command, state, rules)
    case 'EndSettlement': return endSettlement(command, state, rules)
    case 'RequestPayout': return requestPayout(command, state)
    case 'RecordPayoutSubmitted': return recordPayoutSubmitted(command, state)
    case 'RecordPayoutDeferred': return recordPayoutDeferred(command, state)
    case 'RecordPayoutUnknown': return recordPayoutUnknown(command, state)
    case 'RecordPayoutConfirmed': return recordPayoutConfirmed(command, state, rules)
    case 'RecordPayoutFailed': return recordPayoutFailed(command, state)
    case 'RecordPayoutAbnormal': return recordPayoutAbnormal(command, state)
    case 'MarkPayoutLate': return markPayoutLate(command, state)
    case 'AccrueLateInterest': return accrueLateInterest(command, state, rules)
    case 'RecordPayoutReturned': return recordPayoutReturned(command, state, rules)
    case 'RecordStatementDifference': return recordStatementDifference(command, state)
    case 'GiveUpPayout': return giveUpPayout(command, state)
    case 'CorrectPayoutDetails': return correctPayoutDetails(command, state)
    case 'ResubmitPayout': return resubmitPayout(command, state)
    case 'CloseUnpayable': return closeUnpayable(state)
    case 'ConfirmReceipt': return confirmReceipt(command, state)
    case 'AutoConfirmReceipt': return autoConfirmReceipt(command, state)
    case 'DisputeReceipt': return disputeReceipt(command, state, rules)
    case 'SendSurvey': return sendSurvey(command, state)
    case 'AnswerSurvey': return answerSurvey(command, state)
    case 'PostMessage': return postMessage(command, state, rules)
    case 'PostNotice': return postNotice(command, state, rules)
    case 'ReadMessages': return readMessages(command, state, rules)
    case 'MarkAnswerOverdue': return markAnswerOverdue(command, state)
    case 'MarkNoticeUnread': return markNoticeUnread(command, state)
    case 'MarkStageOverdue': return markStageOverdue(command, state, rules)
    case 'EscalateCase': return escalateCase(command, state, rules)
    case 'RecountDeadline': return recountDeadline(command, state, rules)
    case 'FlagMood': return flagMood(command, state)
    case 'TakeOver': return takeOver(command, state)
    case 'LinkComplaint': return linkComplaint(command, state)
    case 'LodgeAppeal': return lodgeAppeal(command, state, rules)
    case 'DecideAppeal': return decideAppeal(command, state, rules)
    case 'OpenExternalDispute': return openExternalDispute(command, state)
    case 'ReleaseLegalHold': return releaseLegalHold(command, state)
    case 'EraseCustomer': return eraseCustomer(command, state)
    case 'SelectForSpotCheck': return selectForSpotCheck(command, state)
    case 'CompleteSpotCheck': return completeSpotCheck(command, state)
    default: return assertNever(command)
  }
}
