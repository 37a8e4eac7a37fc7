import { describe, expect, it } from '@jest/globals'
import { isRefusal, ROLES, type Role } from '@recourse/kernel'
import type { RefundCaseCommand } from './commands.js'
import { refundCasePermissions } from './permissions.js'
import { command, newCase } from './testing.js'

type CommandType = RefundCaseCommand['type']

/** The table turned round: what each role may do, written down a second time on purpose. */
const MAY: Readonly<Record<Role, readonly CommandType[]>> = {
  customer: [
    'PostMessage', 'ReadMessages', 'RecordEvidenceDownload',
    'RequestRefund', 'AttachEvidence', 'AcknowledgeClause', 'WithdrawRefund', 'CorrectPayoutDetails',
    'ConfirmReceipt', 'DisputeReceipt', 'AnswerSurvey', 'MakeOffer', 'CounterOffer', 'AcceptOffer', 'ReadAgreement', 'SignAgreement',
    'LodgeAppeal',
  ],
  agent: [
    'PostMessage', 'FlagMood', 'RecordEvidenceDownload',
    'RequestRefund', 'AttachEvidence', 'AcknowledgeClause', 'WithdrawRefund', 'RecordContact', 'CorrectPayoutDetails',
    'ConfirmReceipt', 'DisputeReceipt', 'AnswerSurvey', 'TakeOver', 'LinkComplaint',
    'MakeOffer', 'CounterOffer', 'AcceptOffer', 'ReadAgreement', 'EndSettlement',
    'LodgeAppeal', 'OpenExternalDispute',
  ],
  reviewer: [
    'PostMessage', 'FlagMood', 'RecordEvidenceDownload',
    'CompleteReview', 'MakeOffer', 'CounterOffer', 'AcceptOffer', 'ReadAgreement', 'EndSettlement', 'CalculateRefund',
    'AssignReview', 'RecordFinding', 'RequestEvidence', 'RequestLegalOpinion', 'RecordLegalOpinion', 'RecordContact', 'ApproveRefund', 'ProposeApproval', 'RefuseRefund',
    'OpenExternalDispute',
  ],
  doctor: ['PostMessage', 'FlagMood', 'RecordEvidenceDownload', 'RecordFinding', 'RequestEvidence', 'RecordContact'],
  supervisor: [
    'PostMessage', 'FlagMood', 'RecordEvidenceDownload',
    'AssignReview', 'RecordFinding', 'RequestEvidence', 'RequestLegalOpinion', 'RecordLegalOpinion', 'RecordContact', 'ApproveRefund', 'ProposeApproval', 'ConfirmApproval', 'RejectApproval',
    'RefuseRefund', 'TakeOver', 'LinkComplaint', 'CalculateRefund',
    'CompleteReview', 'MakeOffer', 'CounterOffer', 'AcceptOffer', 'ReadAgreement', 'SignAgreement', 'EndSettlement',
    'DecideAppeal', 'OpenExternalDispute', 'ReleaseLegalHold', 'EraseCustomer',
  ],
  'finance-maker': ['RecordPayoutReturned', 'GiveUpPayout', 'CorrectPayoutDetails'],
  'finance-checker': ['RecordEvidenceDownload', 'ConfirmApproval', 'RejectApproval', 'GiveUpPayout', 'ResubmitPayout', 'CloseUnpayable'],
  operations: ['AssignReview'],
  auditor: ['RecordEvidenceDownload'],
  admin: ['EraseCustomer'],
  importer: ['RequestRefund'],
  service: [
    'PostNotice', 'MarkAnswerOverdue', 'MarkNoticeUnread',
    'RequestRefund', 'AutomaticallyReview', 'LoseReservation', 'RequestPayout', 'RecordPayoutSubmitted', 'RecordPayoutDeferred', 'RecordPayoutUnknown', 'RecordPayoutAbnormal', 'MarkPayoutLate', 'AccrueLateInterest', 'RecordPayoutConfirmed',
    'RecordPayoutFailed', 'RecordPayoutReturned', 'AutoConfirmReceipt', 'SendSurvey', 'AnswerSurvey', 'ExpireEvidenceRequest', 'MarkLegalOpinionOverdue', 'LapseApproval', 'RecountDeadline', 'MarkStageOverdue', 'EscalateCase', 'LinkComplaint',
    'ExpireOffer', 'DraftAgreement',
    'SelectForSpotCheck', 'CompleteSpotCheck', 'RecordStatementDifference',
  ],
}

const COMMANDS = Object.keys(refundCasePermissions) as CommandType[]

describe('the role × command table', () => {
  it.each(ROLES)('%s may do exactly what is written down', (role) => {
    const passed = COMMANDS.filter((type) => {
      const attempt = { ...command('SendSurvey', { channel: 'SMS' }), type, actor: { id: 'somebody', roles: [role] }, facts: { customer: 'x' }, pack: {} }
      const decision = newCase().when(attempt as unknown as RefundCaseCommand)
      return !(isRefusal(decision) && decision.code === 'RoleNotPermitted')
    })
    expect(passed.sort()).toEqual([...MAY[role]].sort())
  })

  it('lets nobody without a role do anything', () => {
    const attempt = command('SendSurvey', { channel: 'SMS' }, { by: { id: 'nobody', roles: [] } })
    expect(newCase().when(attempt)).toMatchObject({ code: 'RoleNotPermitted', kind: 'forbidden' })
  })
})
