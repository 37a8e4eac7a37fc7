import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { isRefusal, roleRefusal, type Refusal } from '@recourse/kernel'
import { CommandSender, type Caller } from '@recourse/platform'
import { reconciliationDecider, reconciliationIdOf, reconciliationPermissions, reconciliationStream } from '@recourse/reconciliation'
import { DayReader } from '../../reconciliation/day-reader.js'
import type { RecordReconciliationDto } from './record-reconciliation.dto.js'

export class RecordReconciliationCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly body: RecordReconciliationDto) {
    super()
  }
}

@CommandHandler(RecordReconciliationCommand)
export class RecordReconciliationHandler implements ICommandHandler<RecordReconciliationCommand> {
  constructor(private readonly days: DayReader, private readonly commands: CommandSender) {}

  async execute({ caller, body: { channel, day } }: RecordReconciliationCommand): Promise<Executed | Refusal> {
    const notPermitted = roleRefusal(reconciliationPermissions, 'RecordReconciliation', caller.identity.actor)
    if (notPermitted) return notPermitted
    const { tenant } = caller
    const facts = await this.days.factsOf(tenant, channel, day)
    if (isRefusal(facts)) return facts
    const stream = reconciliationStream(tenant, reconciliationIdOf(tenant, channel, day))
    return this.commands.send(caller, reconciliationDecider, stream, { type: 'RecordReconciliation', channel, day, facts })
  }
}
