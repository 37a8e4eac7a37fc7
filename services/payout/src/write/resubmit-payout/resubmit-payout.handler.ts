import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import { money, type Clock, type Money, type Refusal } from '@recourse/kernel'
import { orderDecider, orderStream, reservedFor } from '@recourse/order'
import { CLOCK, type Caller } from '@recourse/platform'
import { refundCaseStream, type OpenedCase } from '@recourse/refund-case'
import { meantPayoutNo, RefundCases } from '../../domain.js'
import type { ResubmitPayoutDto } from './resubmit-payout.dto.js'

export class ResubmitPayoutCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: ResubmitPayoutDto) {
    super()
  }
}

@CommandHandler(ResubmitPayoutCommand)
export class ResubmitPayoutHandler implements ICommandHandler<ResubmitPayoutCommand> {
  constructor(private readonly cases: RefundCases, private readonly aggregates: AggregateStore, @Inject(CLOCK) private readonly clock: Clock) {}

  execute({ caller, caseId, body: { payoutNo, correctionVersion } }: ResubmitPayoutCommand): Promise<Executed | Refusal> {
    const { id } = caller.commandContext(refundCaseStream(caller.tenant, caseId), this.clock.now())
    return this.cases.sendFor(caller, caseId, 'ResubmitPayout', async (opened) => ({
      type: 'ResubmitPayout', payoutNo: payoutNo ?? meantPayoutNo(opened, id), correctionVersion, facts: { reserved: await this.reservedFor(caller.tenant, opened.state) },
    }))
  }

  private async reservedFor(tenant: string, { caseId, orderId, requested }: OpenedCase): Promise<Money> {
    const { state: order } = await this.aggregates.load(orderDecider, orderStream(tenant, orderId))
    return order.recorded ? reservedFor(order, caseId) : money(0, requested.currency)
  }
}
