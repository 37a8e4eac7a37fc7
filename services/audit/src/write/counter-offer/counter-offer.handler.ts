import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import { offerTerms } from '../../offer.dto.js'
import type { CounterOfferDto } from './counter-offer.dto.js'

export class CounterOfferCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly offerNo: number, readonly body: CounterOfferDto) {
    super()
  }
}

@CommandHandler(CounterOfferCommand)
export class CounterOfferHandler implements ICommandHandler<CounterOfferCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, offerNo, body }: CounterOfferCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'CounterOffer', offerNo, ...offerTerms(body) })
  }
}
