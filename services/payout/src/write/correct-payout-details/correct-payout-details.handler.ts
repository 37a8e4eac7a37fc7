import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import type { Clock, Refusal } from '@recourse/kernel'
import { orderStream, payerNameIn } from '@recourse/order'
import { CLOCK, RefusedError, type Caller } from '@recourse/platform'
import { refundCaseStream, sameName } from '@recourse/refund-case'
import { meantPayoutNo, RefundCases } from '../../domain.js'
import { OpenChannels } from '../../open-channels.js'
import { statementRefusal } from '../../reconciliation/refusals.js'
import type { CorrectPayoutDetailsDto } from './correct-payout-details.dto.js'

export class CorrectPayoutDetailsCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: CorrectPayoutDetailsDto) {
    super()
  }
}

@CommandHandler(CorrectPayoutDetailsCommand)
export class CorrectPayoutDetailsHandler implements ICommandHandler<CorrectPayoutDetailsCommand> {
  constructor(
    private readonly cases: RefundCases, private readonly aggregates: AggregateStore, private readonly channels: OpenChannels, @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ caller, caseId, body: { name, account, bankCode, channel, consent, payoutNo } }: CorrectPayoutDetailsCommand): Promise<Executed | Refusal> {
    const { id } = caller.commandContext(refundCaseStream(caller.tenant, caseId), this.clock.now())
    return this.cases.sendFor(caller, caseId, 'CorrectPayoutDetails', async (opened) => {
      if (channel !== undefined) this.mustServe(caller.tenant, channel)
      const corrected = payoutNo ?? meantPayoutNo(opened, id)
      return {
        type: 'CorrectPayoutDetails',
        payoutNo: corrected,
        channel: channel ?? opened.state.payouts[corrected]?.channel ?? '',
        ...(consent ? { consent: { ...consent } } : {}),
        facts: { sameName: sameName(await this.payerName(caller, opened.state.orderId), name) },
        personal: { person: opened.state.customer, fields: { payee: { name, account, ...(bankCode ? { bankCode } : {}) } } },
      }
    })
  }

  /** @throws RefusedError UnknownChannel */
  private mustServe(tenant: string, channel: string): void {
    if (this.channels.serves(channel, tenant)) return
    throw new RefusedError(statementRefusal('UnknownChannel', { known: this.channels.of(tenant).map(({ channel: { name } }) => name) }))
  }

  private async payerName({ tenant }: Caller, orderId: string): Promise<string | undefined> {
    return payerNameIn(this.aggregates.codec, await this.aggregates.history(orderStream(tenant, orderId)))
  }
}
