import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import type { CommandContext } from '@recourse/kernel'
import { orderDecider, orderStream, settledOf } from '@recourse/order'
import { sentFields, type Caller } from '@recourse/platform'
import { PackCatalogue, RateTables, remediesFor } from '@recourse/policy'
import { refundCaseRefusal, refundCaseStream, type CalculateRefund } from '@recourse/refund-case'
import { REFUND_CASE, RefundCases, type RefundCaseDecider } from '../../domain.js'
import type { CalculateRefundDto } from './calculate-refund.dto.js'
import { calculationAnswer, type CalculationAnswer } from './calculation-answer.js'

export class CalculateRefundCommand extends Command<CalculationAnswer> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: CalculateRefundDto) {
    super()
  }
}

@CommandHandler(CalculateRefundCommand)
export class CalculateRefundHandler implements ICommandHandler<CalculateRefundCommand> {
  constructor(
    private readonly cases: RefundCases,
    private readonly aggregates: AggregateStore,
    private readonly rates: RateTables,
    private readonly packs: PackCatalogue,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
  ) {}

  async execute({ caller, caseId, body }: CalculateRefundCommand): Promise<CalculationAnswer> {
    const { state } = await this.aggregates.load(this.decider, refundCaseStream(caller.tenant, caseId))
    if (state.phase === 'unopened') return calculationAnswer(refundCaseRefusal('UnknownCase'), () => [])
    const facts = await this.factsOf(caller, state.orderId)
    const outcome = await this.cases.send(caller, caseId, { type: 'CalculateRefund', ...usageOf(body), facts })
    const pack = await this.packs.refundPack(caller.tenant, state.pack.id, state.pack.version)
    return calculationAnswer(outcome, ({ inputs }) => remediesFor(pack, inputs))
  }

  /** @throws Error when the case's order is not in the log: a case is only opened for one that is. */
  private async factsOf({ tenant }: Caller, orderId: string): Promise<CalculateRefund['facts']> {
    const { state: order } = await this.aggregates.load(orderDecider, orderStream(tenant, orderId))
    if (!order.recorded) throw new Error(`the order ${orderId} is not recorded`)
    const { paid, prepaid: contract } = order
    return contract ? { paid, contract, returned: settledOf(order), rates: this.rates.on(contract.concludedOn) } : { paid, rates: {} }
  }
}

const usageOf = (body: CalculateRefundDto): Omit<CalculateRefund, 'type' | 'facts' | keyof CommandContext> => {
  const { used, deductions, ...rest } = sentFields(body) as CalculateRefundDto
  return {
    ...rest, used: used.map((part) => sentFields(part) as CalculateRefundDto['used'][number]),
    ...(deductions ? { deductions: deductions.map(({ kind, amount_minor }) => ({ kind, minor: amount_minor })) } : {}),
  }
}
