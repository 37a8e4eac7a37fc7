import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import type { AcceptOfferDto } from './accept-offer.dto.js'

export class AcceptOfferCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly offerNo: number, readonly body: AcceptOfferDto) {
    super()
  }
}

@CommandHandler(AcceptOfferCommand)
export class AcceptOfferHandler implements ICommandHandler<AcceptOfferCommand> {
  constructor(private readonly cases: RefundCases) {}

  execute({ caller, caseId, offerNo, body }: AcceptOfferCommand): Promise<Executed | Refusal> {
    return this.cases.send(caller, caseId, { type: 'AcceptOffer', offerNo, offerHash: body.offerHash })
  }
}
