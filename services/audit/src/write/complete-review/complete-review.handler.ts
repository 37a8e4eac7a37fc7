import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { money, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { CompleteReviewDto } from './complete-review.dto.js'

export class CompleteReviewCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: CompleteReviewDto) {
    super()
  }
}

@CommandHandler(CompleteReviewCommand)
export class CompleteReviewHandler implements ICommandHandler<CompleteReviewCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body: { low_minor, high_minor, currency, breakdown = [] } }: CompleteReviewCommand): Promise<Executed | Refusal> {
    const lines = breakdown.map(({ label, amount_minor }) => ({ label, minor: amount_minor }))
    return this.cases.send(caller, caseId, { type: 'CompleteReview', low: money(low_minor, currency), high: money(high_minor, currency), breakdown: lines })
  }
}
