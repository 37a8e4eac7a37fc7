import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import type { Clock, Refusal } from '@recourse/kernel'
import { CLOCK, type Caller } from '@recourse/platform'
import { refundCaseStream } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import type { WithdrawRefundDto } from './withdraw-refund.dto.js'

export class WithdrawRefundCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: WithdrawRefundDto) {
    super()
  }
}

@CommandHandler(WithdrawRefundCommand)
export class WithdrawRefundHandler implements ICommandHandler<WithdrawRefundCommand> {
  constructor(private readonly aggregates: AggregateStore, @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider, @Inject(CLOCK) private readonly clock: Clock) {}

  execute({ caller, caseId, body }: WithdrawRefundCommand): Promise<Executed | Refusal> {
    const stream = refundCaseStream(caller.tenant, caseId)
    return this.aggregates.execute(this.decider, stream, { type: 'WithdrawRefund', ...(body.reason ? { reason: body.reason } : {}), ...caller.commandContext(stream, this.clock.now()) })
  }
}
