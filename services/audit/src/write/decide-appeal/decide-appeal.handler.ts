import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { DecideAppealDto } from './decide-appeal.dto.js'

export class DecideAppealCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: DecideAppealDto) {
    super()
  }
}

@CommandHandler(DecideAppealCommand)
export class DecideAppealHandler implements ICommandHandler<DecideAppealCommand> {
  constructor(private readonly cases: RefundCases) {}

  async execute({ caller, caseId, body: { outcome, clauseId, explanation } }: DecideAppealCommand): Promise<Executed | Refusal> {
    const personal = await this.cases.personal(caller, caseId, { explanation })
    return this.cases.send(caller, caseId, { type: 'DecideAppeal', outcome, ...(clauseId ? { clause: clauseId } : {}), ...personal })
  }
}
