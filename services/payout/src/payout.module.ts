import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common'
import { Metrics } from '@recourse/platform'
import { REFUND_CASE, RefundCases, type RefundCaseDecider } from './domain.js'
import { PayoutAnswers } from './payout-answers.js'
import { PayoutsController } from './read/payouts/payouts.controller.js'
import { PayoutsOfCaseQueryHandler, PayoutsQueryHandler } from './read/payouts/payouts.query.js'
import { CloseUnpayableController } from './write/close-unpayable/close-unpayable.controller.js'
import { CloseUnpayableHandler } from './write/close-unpayable/close-unpayable.handler.js'
import { ConfirmReceiptController } from './write/confirm-receipt/confirm-receipt.controller.js'
import { ConfirmReceiptHandler } from './write/confirm-receipt/confirm-receipt.handler.js'
import { CorrectPayoutDetailsController } from './write/correct-payout-details/correct-payout-details.controller.js'
import { CorrectPayoutDetailsHandler } from './write/correct-payout-details/correct-payout-details.handler.js'
import { DisputeReceiptController } from './write/dispute-receipt/dispute-receipt.controller.js'
import { DisputeReceiptHandler } from './write/dispute-receipt/dispute-receipt.handler.js'
import { RecordPayoutReturnController } from './write/record-payout-return/record-payout-return.controller.js'
import { RecordPayoutReturnHandler } from './write/record-payout-return/record-payout-return.handler.js'
import { ResubmitPayoutController } from './write/resubmit-payout/resubmit-payout.controller.js'
import { ResubmitPayoutHandler } from './write/resubmit-payout/resubmit-payout.handler.js'

export interface PayoutParts {
  readonly decider: RefundCaseDecider
  readonly answers: PayoutAnswers
}

@Module({})
export class PayoutModule implements OnModuleInit {
  constructor(private readonly metrics: Metrics, private readonly answers: PayoutAnswers) {}

  static register(parts: PayoutParts): DynamicModule {
    return {
      module: PayoutModule,
      controllers: [
        PayoutsController, CorrectPayoutDetailsController, ResubmitPayoutController, RecordPayoutReturnController,
        CloseUnpayableController, ConfirmReceiptController, DisputeReceiptController,
      ],
      providers: [
        { provide: REFUND_CASE, useValue: parts.decider },
        { provide: PayoutAnswers, useValue: parts.answers },
        RefundCases, PayoutsQueryHandler, PayoutsOfCaseQueryHandler,
        CorrectPayoutDetailsHandler, ResubmitPayoutHandler, RecordPayoutReturnHandler, CloseUnpayableHandler, ConfirmReceiptHandler, DisputeReceiptHandler,
      ],
    }
  }

  onModuleInit(): void {
    this.metrics.registry.registerMetric(this.answers.counter)
  }
}
