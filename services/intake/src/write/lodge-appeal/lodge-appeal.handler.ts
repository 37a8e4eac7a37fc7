import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import type { Clock, Refusal } from '@recourse/kernel'
import { CLOCK, type Caller } from '@recourse/platform'
import { refundCaseStream, type LodgeAppeal } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import type { LodgeAppealDto } from './lodge-appeal.dto.js'

export interface LodgeAppealOutcome {
  readonly outcome: Executed | Refusal
  /** When the appeal should be decided; absent when it was refused. */
  readonly expectedBy?: string
}

export class LodgeAppealCommand extends Command<LodgeAppealOutcome> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: LodgeAppealDto) {
    super()
  }
}

@CommandHandler(LodgeAppealCommand)
export class LodgeAppealHandler implements ICommandHandler<LodgeAppealCommand> {
  constructor(
    private readonly aggregates: AggregateStore,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ caller, caseId, body: { narrative } }: LodgeAppealCommand): Promise<LodgeAppealOutcome> {
    const stream = refundCaseStream(caller.tenant, caseId)
    const read = await this.aggregates.load(this.decider, stream)
    const personal = read.state.phase === 'unopened' ? {} : { personal: { person: read.state.customer, fields: { narrative } } }
    const command: LodgeAppeal = { type: 'LodgeAppeal', ...personal, ...caller.commandContext(stream, this.clock.now()) }
    const outcome = await this.aggregates.execute(this.decider, stream, command, read)
    const { state } = await this.aggregates.load(this.decider, stream)
    return { outcome, ...(state.phase === 'appeal' ? { expectedBy: state.stage.dueAt } : {}) }
  }
}
