import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import { isRefusal, type Refusal } from '@recourse/kernel'
import { CommandSender, type Caller } from '@recourse/platform'
import { reconciliationDecider, reconciliationStream } from '@recourse/reconciliation'
import { concernedBy, RefundCases } from '../../domain.js'
import type { ResolveDifferenceDto } from './resolve-difference.dto.js'

export class ResolveDifferenceCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly reconciliationId: string, readonly no: number, readonly body: ResolveDifferenceDto) {
    super()
  }
}

@CommandHandler(ResolveDifferenceCommand)
export class ResolveDifferenceHandler implements ICommandHandler<ResolveDifferenceCommand> {
  constructor(private readonly commands: CommandSender, private readonly aggregates: AggregateStore, private readonly cases: RefundCases) {}

  async execute({ caller, reconciliationId, no, body: { how, reason } }: ResolveDifferenceCommand): Promise<Executed | Refusal> {
    const stream = reconciliationStream(caller.tenant, reconciliationId)
    const facts = { concerned: await this.concernedBy(caller, stream, no) }
    return this.commands.send(caller, reconciliationDecider, stream, { type: 'ResolveDifference', no, how, reason, facts })
  }

  private async concernedBy(caller: Caller, stream: string, no: number): Promise<string[]> {
    const { state } = await this.aggregates.load(reconciliationDecider, stream)
    const difference = state.status === 'reconciled' ? state.differences.find((one) => one.no === no) : undefined
    const opened = difference?.caseId === undefined ? undefined : await this.cases.load(caller, difference.caseId)
    return !opened || isRefusal(opened) ? [] : concernedBy(opened)
  }
}
