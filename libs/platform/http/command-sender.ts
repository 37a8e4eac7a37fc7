import type { AggregateStore, Executed } from '@recourse/event-store'
import type { CommandFields } from '@recourse/event-flow'
import type { Clock, Command, Decider, Refusal } from '@recourse/kernel'
import type { Caller } from './request-context.js'

/** Carries a caller's command to its stream: what most command handlers consist of. */
export class CommandSender {
  constructor(private readonly aggregates: AggregateStore, private readonly clock: Clock) {}

  send<State, C extends Command>(caller: Caller, decider: Decider<State, C>, stream: string, fields: CommandFields<C>): Promise<Executed | Refusal> {
    return this.aggregates.execute(decider as Decider<any, any>, stream, { ...(fields as object), ...caller.commandContext(stream, this.clock.now()) })
  }
}
