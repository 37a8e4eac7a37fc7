import type { Permissions } from '@recourse/kernel'
import type { RefundCaseCommand } from './commands.js'

/** Who may send what. Machines never refuse a refund and never correct where money goes; admins and auditors move nothing. */
export const refundCasePermissions: Permissions<RefundCaseCommand['type']> = {
  RequestRefund:         ['customer', 'agent', 'importer', 'service'],
  AttachEvidence:        ['customer', 'agent'],
  AcknowledgeClause:     ['customer', 'agent'],
  WithdrawRefund:        ['customer', 'agent'],

  AutomaticallyReview:   ['service'],
  AssignReview:          ['reviewer', 'supervisor', 'operations'],
  RecordFinding:         ['reviewer', 'doctor', 'supervisor'],
  RequestEvidence:       ['reviewer', 'doctor', 'supervisor'],
  CalculateRefund:       ['reviewer', 'supervisor'],
  ExpireEvidenceRequest: ['service'],
  RequestLegalOpinion:   ['reviewer', 'supervisor'],
  RecordLegalOpinion:    ['reviewer', 'supervisor'],
  MarkLegalOpinionOverdue: ['service'],
  RecordContact:         ['agent', 'reviewer', 'doctor', 'supervisor'],
  LoseReservation:       ['service'],

  ApproveRefund:         ['reviewer', 'supervisor'],
  ProposeApproval:       ['reviewer', 'supervisor'],
  ConfirmApproval:       ['supervisor', 'finance-checker'],
  RejectApproval:        ['supervisor', 'finance-checker'],
  LapseApproval:         ['service'],
  RefuseRefund:          ['reviewer', 'supervisor'],

  CompleteReview:        ['reviewer', 'supervisor'],
  MakeOffer:             ['customer', 'agent', 'reviewer', 'supervisor'],
  CounterOffer:          ['customer', 'agent', 'reviewer', 'supervisor'],
  AcceptOffer:           ['customer', 'agent', 'reviewer', 'supervisor'],
  ExpireOffer:           ['service'],
  DraftAgreement:        ['service'],
  ReadAgreement:         ['customer', 'agent', 'reviewer', 'supervisor'],
  SignAgreement:         ['customer', 'supervisor'],
  EndSettlement:         ['agent', 'reviewer', 'supervisor'],

  LodgeAppeal:           ['customer', 'agent'],
  DecideAppeal:          ['supervisor'],

  RequestPayout:         ['service'],
  RecordPayoutSubmitted: ['service'],
  RecordPayoutUnknown:   ['service'],
  RecordPayoutConfirmed: ['service'],
  RecordPayoutFailed:    ['service'],
  RecordPayoutReturned:  ['service', 'finance-maker'],
  CorrectPayoutDetails:  ['customer', 'agent', 'finance-maker'],
  ResubmitPayout:        ['finance-checker'],

  ConfirmReceipt:        ['customer', 'agent'],
  AutoConfirmReceipt:    ['service'],
  DisputeReceipt:        ['customer', 'agent'],
  SendSurvey:            ['service'],
  AnswerSurvey:          ['customer', 'agent', 'service'],

  PostMessage:           ['customer', 'agent', 'reviewer', 'doctor', 'supervisor'],
  PostNotice:            ['service'],
  ReadMessages:          ['customer'],
  MarkAnswerOverdue:     ['service'],
  MarkNoticeUnread:      ['service'],

  MarkStageOverdue:      ['service'],
  EscalateCase:          ['service'],
  RecountDeadline:       ['service'],
  TakeOver:              ['agent', 'supervisor'],
  LinkComplaint:         ['agent', 'supervisor', 'service'],
  OpenExternalDispute:   ['agent', 'reviewer', 'supervisor'],
  ReleaseLegalHold:      ['supervisor'],
  EraseCustomer:         ['supervisor', 'admin'],
  SelectForSpotCheck:    ['service'],
  CompleteSpotCheck:     ['service'],
}
