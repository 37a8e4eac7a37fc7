import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import { offerTerms } from '../../offer.dto.js'
import type { MakeOfferDto } from './make-offer.dto.js'

export class MakeOfferCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: MakeOfferDto) {
    super()
  }
}

@CommandHandler(MakeOfferCommand)
export class MakeOfferHandler implements ICommandHandler<MakeOfferCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, body }: MakeOfferCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'MakeOffer', ...offerTerms(body) })
  }
}
