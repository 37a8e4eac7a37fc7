import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { RefuseRefundDto } from './refuse-refund.dto.js'

export class RefuseRefundCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: RefuseRefundDto) {
    super()
  }
}

@CommandHandler(RefuseRefundCommand)
export class RefuseRefundHandler implements ICommandHandler<RefuseRefundCommand> {
  constructor(private readonly cases: RefundCases) {}

  async execute({ caller, caseId, body: { reason, clauseId, explanation } }: RefuseRefundCommand): Promise<Executed | Refusal> {
    const personal = await this.cases.personal(caller, caseId, { explanation })
    return this.cases.send(caller, caseId, { type: 'RefuseRefund', reason, clause: clauseId, ...personal })
  }
}
