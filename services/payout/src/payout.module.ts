import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common'
import { systemTiming } from '@recourse/event-flow'
import { Metrics, POOL } from '@recourse/platform'
import type { Pool } from 'pg'
import { ChannelDesk } from './channel-desk.js'
import { ChannelMetrics } from './channel-metrics.js'
import { ChannelSwitches } from './channel-switches.js'
import { ChannelWord } from './channel-word.js'
import { REFUND_CASE, RefundCases, type RefundCaseDecider } from './domain.js'
import { AddressLimit } from './notices/address-limit.js'
import { NoticeInbox } from './notices/notice-inbox.js'
import { OpenChannels } from './open-channels.js'
import { PaymentChannelsController } from './read/payment-channels/payment-channels.controller.js'
import { PaymentChannelsQueryHandler } from './read/payment-channels/payment-channels.query.js'
import { PayoutSlipController } from './read/payout-slip/payout-slip.controller.js'
import { PayoutSlipQueryHandler } from './read/payout-slip/payout-slip.query.js'
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
import { EndChannelDrillController } from './write/end-channel-drill/end-channel-drill.controller.js'
import { EndChannelDrillHandler } from './write/end-channel-drill/end-channel-drill.handler.js'
import { GiveUpPayoutController } from './write/give-up-payout/give-up-payout.controller.js'
import { GiveUpPayoutHandler } from './write/give-up-payout/give-up-payout.handler.js'
import { ReceiveChannelNoticeController } from './write/receive-channel-notice/receive-channel-notice.controller.js'
import { ReceiveChannelNoticeHandler } from './write/receive-channel-notice/receive-channel-notice.handler.js'
import { RecordPayoutReturnController } from './write/record-payout-return/record-payout-return.controller.js'
import { RecordPayoutReturnHandler } from './write/record-payout-return/record-payout-return.handler.js'
import { ResubmitPayoutController } from './write/resubmit-payout/resubmit-payout.controller.js'
import { ResubmitPayoutHandler } from './write/resubmit-payout/resubmit-payout.handler.js'
import { ResumeChannelController } from './write/resume-channel/resume-channel.controller.js'
import { ResumeChannelHandler } from './write/resume-channel/resume-channel.handler.js'
import { StopChannelController } from './write/stop-channel/stop-channel.controller.js'
import { StopChannelHandler } from './write/stop-channel/stop-channel.handler.js'

export interface PayoutParts {
  readonly decider: RefundCaseDecider
  readonly channels: OpenChannels
  readonly metrics: ChannelMetrics
  readonly desk: ChannelDesk
}

@Module({})
export class PayoutModule implements OnModuleInit {
  constructor(private readonly metrics: Metrics, private readonly channelMetrics: ChannelMetrics) {}

  static register(parts: PayoutParts): DynamicModule {
    return {
      module: PayoutModule,
      controllers: [
        PayoutsController, PayoutSlipController, CorrectPayoutDetailsController, ResubmitPayoutController, RecordPayoutReturnController, GiveUpPayoutController,
        CloseUnpayableController, ConfirmReceiptController, DisputeReceiptController,
        PaymentChannelsController, ReceiveChannelNoticeController, StopChannelController, ResumeChannelController, EndChannelDrillController,
      ],
      providers: [
        { provide: REFUND_CASE, useValue: parts.decider },
        { provide: OpenChannels, useValue: parts.channels },
        { provide: ChannelMetrics, useValue: parts.metrics },
        { provide: ChannelDesk, useValue: parts.desk },
        RefundCases, ChannelWord, GiveUpPayoutHandler, PayoutsQueryHandler, PayoutsOfCaseQueryHandler, PayoutSlipQueryHandler,
        CorrectPayoutDetailsHandler, ResubmitPayoutHandler, RecordPayoutReturnHandler, CloseUnpayableHandler, ConfirmReceiptHandler, DisputeReceiptHandler,
        { provide: NoticeInbox, useFactory: (pool: Pool) => new NoticeInbox(pool), inject: [POOL] },
        { provide: AddressLimit, useValue: new AddressLimit(systemTiming) },
        ChannelSwitches, ReceiveChannelNoticeHandler, PaymentChannelsQueryHandler, StopChannelHandler, ResumeChannelHandler, EndChannelDrillHandler,
      ],
    }
  }

  onModuleInit(): void {
    for (const metric of this.channelMetrics.all) this.metrics.registry.registerMetric(metric)
  }
}
