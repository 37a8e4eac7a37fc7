import { Module, type DynamicModule } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import type { KeyRing } from '@recourse/event-store'
import { loadRates, PackCatalogue, RateTables, WorkingCalendar } from '@recourse/policy'
import { KEY_RING, REFUND_CASE, RefundCases, type RefundCaseDecider } from './domain.js'
import { AgreementController } from './read/agreement/agreement.controller.js'
import { AgreementQueryHandler } from './read/agreement/agreement.query.js'
import { CaseController } from './read/case/case.controller.js'
import { CaseQueryHandler } from './read/case/case.query.js'
import { CasesController } from './read/cases/cases.controller.js'
import { CasesQueryHandler, ReviewQueueQueryHandler } from './read/cases/cases.query.js'
import { RefundCaseRow } from './read/cases/refund-case.entity.js'
import { DeadlinesController } from './read/deadlines/deadlines.controller.js'
import { DeadlinesQueryHandler, ExplainDeadlineQueryHandler } from './read/deadlines/deadlines.query.js'
import { CaseFlowController } from './read/flow/case-flow.controller.js'
import { CaseFlowQueryHandler } from './read/flow/case-flow.query.js'
import { HistoryController } from './read/history/history.controller.js'
import { HistoryQueryHandler, StateQueryHandler } from './read/history/history.query.js'
import { PolicyPacksController } from './read/policy-packs/policy-packs.controller.js'
import { PackVersionsQueryHandler, PolicyPacksQueryHandler } from './read/policy-packs/policy-packs.query.js'
import { PublishedPackRow } from './read/policy-packs/published-pack.entity.js'
import { VerifyController } from './read/verify/verify.controller.js'
import { VerifyQueryHandler } from './read/verify/verify.query.js'
import { ApproveRefundController } from './write/approve-refund/approve-refund.controller.js'
import { ApproveRefundHandler } from './write/approve-refund/approve-refund.handler.js'
import { SpotCheckModule } from './spot-check.module.js'
import { TrainingModule } from './training.module.js'
import { AssignReviewController } from './write/assign-review/assign-review.controller.js'
import { AssignReviewHandler } from './write/assign-review/assign-review.handler.js'
import { CalculateRefundController } from './write/calculate-refund/calculate-refund.controller.js'
import { CalculateRefundHandler } from './write/calculate-refund/calculate-refund.handler.js'
import { ConfirmApprovalController } from './write/confirm-approval/confirm-approval.controller.js'
import { ConfirmApprovalHandler } from './write/confirm-approval/confirm-approval.handler.js'
import { ConfirmClauseReviewController } from './write/confirm-clause-review/confirm-clause-review.controller.js'
import { ConfirmClauseReviewHandler } from './write/confirm-clause-review/confirm-clause-review.handler.js'
import { DecideAppealController } from './write/decide-appeal/decide-appeal.controller.js'
import { DecideAppealHandler } from './write/decide-appeal/decide-appeal.handler.js'
import { ErasePersonController } from './write/erase-person/erase-person.controller.js'
import { ErasePersonHandler } from './write/erase-person/erase-person.handler.js'
import { OpenExternalDisputeController } from './write/open-external-dispute/open-external-dispute.controller.js'
import { OpenExternalDisputeHandler } from './write/open-external-dispute/open-external-dispute.handler.js'
import { FlagMoodController } from './write/flag-mood/flag-mood.controller.js'
import { FlagMoodHandler } from './write/flag-mood/flag-mood.handler.js'
import { ProposeApprovalController } from './write/propose-approval/propose-approval.controller.js'
import { ProposeApprovalHandler } from './write/propose-approval/propose-approval.handler.js'
import { PublishPolicyPackController } from './write/publish-policy-pack/publish-policy-pack.controller.js'
import { PublishPolicyPackHandler } from './write/publish-policy-pack/publish-policy-pack.handler.js'
import { RecordContactController } from './write/record-contact/record-contact.controller.js'
import { RecordContactHandler } from './write/record-contact/record-contact.handler.js'
import { RecordFindingController } from './write/record-finding/record-finding.controller.js'
import { RecordFindingHandler } from './write/record-finding/record-finding.handler.js'
import { RecordLegalOpinionController } from './write/record-legal-opinion/record-legal-opinion.controller.js'
import { RecordLegalOpinionHandler } from './write/record-legal-opinion/record-legal-opinion.handler.js'
import { RefuseRefundController } from './write/refuse-refund/refuse-refund.controller.js'
import { RefuseRefundHandler } from './write/refuse-refund/refuse-refund.handler.js'
import { RejectApprovalController } from './write/reject-approval/reject-approval.controller.js'
import { RejectApprovalHandler } from './write/reject-approval/reject-approval.handler.js'
import { ReleaseLegalHoldController } from './write/release-legal-hold/release-legal-hold.controller.js'
import { ReleaseLegalHoldHandler } from './write/release-legal-hold/release-legal-hold.handler.js'
import { RequestEvidenceController } from './write/request-evidence/request-evidence.controller.js'
import { RequestEvidenceHandler } from './write/request-evidence/request-evidence.handler.js'
import { RequestLegalOpinionController } from './write/request-legal-opinion/request-legal-opinion.controller.js'
import { RequestLegalOpinionHandler } from './write/request-legal-opinion/request-legal-opinion.handler.js'
import { TakeOverController } from './write/take-over/take-over.controller.js'
import { TakeOverHandler } from './write/take-over/take-over.handler.js'
import { AcceptOfferController } from './write/accept-offer/accept-offer.controller.js'
import { AcceptOfferHandler } from './write/accept-offer/accept-offer.handler.js'
import { CompleteReviewController } from './write/complete-review/complete-review.controller.js'
import { CompleteReviewHandler } from './write/complete-review/complete-review.handler.js'
import { CounterOfferController } from './write/counter-offer/counter-offer.controller.js'
import { CounterOfferHandler } from './write/counter-offer/counter-offer.handler.js'
import { EndSettlementController } from './write/end-settlement/end-settlement.controller.js'
import { EndSettlementHandler } from './write/end-settlement/end-settlement.handler.js'
import { MakeOfferController } from './write/make-offer/make-offer.controller.js'
import { MakeOfferHandler } from './write/make-offer/make-offer.handler.js'
import { ReadAgreementController } from './write/read-agreement/read-agreement.controller.js'
import { ReadAgreementHandler } from './write/read-agreement/read-agreement.handler.js'
import { SignAgreementController } from './write/sign-agreement/sign-agreement.controller.js'
import { SignAgreementHandler } from './write/sign-agreement/sign-agreement.handler.js'

@Module({})
export class AuditModule {
  static register(decider: RefundCaseDecider, calendar: WorkingCalendar, packs: PackCatalogue, keys: KeyRing): DynamicModule {
    return {
      module: AuditModule,
      imports: [TrainingModule, SpotCheckModule.register(decider, packs), TypeOrmModule.forFeature([RefundCaseRow, PublishedPackRow])],
      controllers: [
        PublishPolicyPackController, ConfirmClauseReviewController, PolicyPacksController,
        CasesController, CaseController, CaseFlowController, HistoryController, VerifyController, DeadlinesController, RequestLegalOpinionController, RecordLegalOpinionController,
        AssignReviewController, RecordFindingController, RequestEvidenceController, RecordContactController, FlagMoodController, TakeOverController, CalculateRefundController,
        ApproveRefundController, ProposeApprovalController, ConfirmApprovalController, RejectApprovalController, RefuseRefundController,
        DecideAppealController, OpenExternalDisputeController, ReleaseLegalHoldController, ErasePersonController,
        AgreementController, AcceptOfferController, CompleteReviewController, CounterOfferController, EndSettlementController, MakeOfferController, ReadAgreementController, SignAgreementController,
      ],
      providers: [
        { provide: REFUND_CASE, useValue: decider },
        { provide: KEY_RING, useValue: keys },
        { provide: PackCatalogue, useValue: packs },
        { provide: WorkingCalendar, useValue: calendar },
        { provide: RateTables, useFactory: () => loadRates() },
        RefundCases,
        PublishPolicyPackHandler, ConfirmClauseReviewHandler, PackVersionsQueryHandler, PolicyPacksQueryHandler,
        CasesQueryHandler, ReviewQueueQueryHandler, CaseQueryHandler, CaseFlowQueryHandler, HistoryQueryHandler, StateQueryHandler, VerifyQueryHandler, DeadlinesQueryHandler, ExplainDeadlineQueryHandler,
        RequestLegalOpinionHandler, RecordLegalOpinionHandler,
        AssignReviewHandler, RecordFindingHandler, RequestEvidenceHandler, RecordContactHandler, FlagMoodHandler, TakeOverHandler, CalculateRefundHandler,
        ApproveRefundHandler, ProposeApprovalHandler, ConfirmApprovalHandler, RejectApprovalHandler, RefuseRefundHandler,
        DecideAppealHandler, OpenExternalDisputeHandler, ReleaseLegalHoldHandler, ErasePersonHandler,
        AgreementQueryHandler, AcceptOfferHandler, CompleteReviewHandler, CounterOfferHandler, EndSettlementHandler, MakeOfferHandler, ReadAgreementHandler, SignAgreementHandler,
      ],
    }
  }
}
