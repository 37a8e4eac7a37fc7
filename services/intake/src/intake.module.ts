import { Module, type DynamicModule } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { PackCatalogue, RateTables, WorkingCalendar } from '@recourse/policy'
import { ProgressLinks, REFUND_CASE, type RefundCaseDecider } from './domain.js'
import { EvidenceFiles } from './evidence-files.js'
import { Expectations } from './expectations.js'
import { MALWARE_SCANNER, type MalwareScanner } from './malware-scanner.js'
import { EligibilityController } from './read/eligibility/eligibility.controller.js'
import { EligibilityQueryHandler } from './read/eligibility/eligibility.query.js'
import { ExportController } from './read/export/export.controller.js'
import { ExportQueryHandler } from './read/export/export.query.js'
import { EvidenceController } from './read/evidence/evidence.controller.js'
import { EvidenceQueryHandler } from './read/evidence/evidence.query.js'
import { FlowsController } from './read/flows/flows.controller.js'
import { MessagesController } from './read/messages/messages.controller.js'
import { MessagesQueryHandler } from './read/messages/messages.query.js'
import { OrderController } from './read/order/order.controller.js'
import { OrderQueryHandler } from './read/order/order.query.js'
import { PacksController } from './read/packs/packs.controller.js'
import { PacksQueryHandler } from './read/packs/packs.query.js'
import { PublishedPackRow } from './read/packs/published-pack.entity.js'
import { ProgressController } from './read/progress/progress.controller.js'
import { LinkedCases, ProgressQueryHandler, ProgressStageQueryHandler } from './read/progress/progress.query.js'
import { ThreadRow } from './read/threads/thread.entity.js'
import { ThreadsController } from './read/threads/threads.controller.js'
import { ContactTasksQueryHandler, UnansweredQueryHandler } from './read/threads/threads.query.js'
import { AcknowledgeClauseController } from './write/acknowledge-clause/acknowledge-clause.controller.js'
import { AcknowledgeClauseHandler } from './write/acknowledge-clause/acknowledge-clause.handler.js'
import { AttachEvidenceController } from './write/attach-evidence/attach-evidence.controller.js'
import { AttachEvidenceHandler } from './write/attach-evidence/attach-evidence.handler.js'
import { LodgeAppealController } from './write/lodge-appeal/lodge-appeal.controller.js'
import { LodgeAppealHandler } from './write/lodge-appeal/lodge-appeal.handler.js'
import { PostMessageController } from './write/post-message/post-message.controller.js'
import { PostMessageHandler } from './write/post-message/post-message.handler.js'
import { RecordOrderController } from './write/record-order/record-order.controller.js'
import { RecordOrderHandler } from './write/record-order/record-order.handler.js'
import { RecordOrdersController } from './write/record-orders/record-orders.controller.js'
import { RequestRefundOfOrderController } from './write/request-refund/request-refund-of-order.controller.js'
import { RequestRefundController } from './write/request-refund/request-refund.controller.js'
import { RequestRefundHandler } from './write/request-refund/request-refund.handler.js'
import { UpdateDeliveryController } from './write/update-delivery/update-delivery.controller.js'
import { UpdateDeliveryHandler } from './write/update-delivery/update-delivery.handler.js'
import { WithdrawRefundController } from './write/withdraw-refund/withdraw-refund.controller.js'
import { WithdrawRefundHandler } from './write/withdraw-refund/withdraw-refund.handler.js'

export interface IntakeParts {
  readonly packs: PackCatalogue
  readonly calendar: WorkingCalendar
  readonly rates: RateTables
  readonly decider: RefundCaseDecider
  readonly links: ProgressLinks
  readonly files: EvidenceFiles
  readonly scanner: MalwareScanner
}

@Module({})
export class IntakeModule {
  static register(parts: IntakeParts): DynamicModule {
    return {
      module: IntakeModule,
      imports: [TypeOrmModule.forFeature([PublishedPackRow, ThreadRow])],
      controllers: [
        ExportController, RequestRefundOfOrderController, PostMessageController, MessagesController, ThreadsController,
        RecordOrderController, RecordOrdersController, UpdateDeliveryController, OrderController, PacksController, FlowsController, EligibilityController,
        RequestRefundController, AttachEvidenceController, AcknowledgeClauseController, WithdrawRefundController, LodgeAppealController, EvidenceController, ProgressController,
      ],
      providers: [
        { provide: PackCatalogue, useValue: parts.packs },
        { provide: WorkingCalendar, useValue: parts.calendar },
        { provide: RateTables, useValue: parts.rates },
        { provide: REFUND_CASE, useValue: parts.decider },
        { provide: ProgressLinks, useValue: parts.links },
        { provide: EvidenceFiles, useValue: parts.files },
        { provide: MALWARE_SCANNER, useValue: parts.scanner },
        ExportQueryHandler, Expectations, LinkedCases, ProgressStageQueryHandler, PostMessageHandler, MessagesQueryHandler, UnansweredQueryHandler, ContactTasksQueryHandler,
        RecordOrderHandler, UpdateDeliveryHandler, OrderQueryHandler, PacksQueryHandler, EligibilityQueryHandler,
        RequestRefundHandler, AttachEvidenceHandler, AcknowledgeClauseHandler, WithdrawRefundHandler, LodgeAppealHandler, EvidenceQueryHandler, ProgressQueryHandler,
      ],
    }
  }
}
