import type { AggregateStore, Executed, Loaded } from '@recourse/event-store'
import { uuidv5, type Actor, type Clock, type Command, type CommandContext, type Decider, type RecordedEvent, type Refusal } from '@recourse/kernel'

/** A command as a policy states it: its own fields, without the context that the runner adds. */
export type CommandFields<C extends Command> = C extends unknown ? Omit<C, keyof CommandContext> : never

/** One command for one stream. Made by `send`. */
export interface Send {
  readonly decider: Decider<any, any>
  readonly stream: string
  readonly command: { readonly type: string }
  /** Tells this command from the others for the same cause; its place in the list when left out. */
  readonly key?: string
}

/** States a command for a stream, typed by its decider. */
export const send = <State, C extends Command>(decider: Decider<State, C>, stream: string, command: CommandFields<C>, key?: string): Send => ({
  decider, stream, command, ...(key === undefined ? {} : { key }),
})

/** What an effect may do: carry out commands and read streams. */
export interface Execution {
  /** The command's id follows from the cause and `key` (default: how many commands came before it), so that repeating an effect is free. `read` as for AggregateStore. */
  execute<State, C extends Command>(
    decider: Decider<State, C>, stream: string, command: CommandFields<C>, key?: string, read?: Loaded<State>,
  ): Promise<Executed | Refusal>
  load<State>(decider: Pick<Decider<State, any>, 'initial' | 'evolve'>, stream: string): Promise<Loaded<State>>
}

/** Why commands are sent, and as whom. */
export interface Cause {
  readonly tenant: string
  readonly actor: Actor
  readonly correlationId: string
  readonly causationId?: string
  readonly traceparent?: string
  now(): string
  commandId(key: string): string
}

/** Commands of one cause. Every call of `executionOf` counts from 0 again, as a repetition must. */
export const executionOf = (aggregates: AggregateStore, cause: Cause): Execution => {
  let count = 0
  return {
    load: (decider, stream) => aggregates.load(decider, stream),
    execute: (decider, stream, command, key, read) => {
      const { tenant, actor, correlationId, causationId, traceparent } = cause
      const context: CommandContext = {
        id: cause.commandId(key ?? String(count)), tenant, actor, now: cause.now(), correlationId,
        ...(causationId ? { causationId } : {}), ...(traceparent ? { traceparent } : {}),
      }
      count += 1
      return aggregates.execute(decider as Decider<any, any>, stream, { ...(command as object), ...context }, read)
    },
  }
}

/** Commands that follow from an event by a policy. The same event and policy give the same command ids, whoever carries them out. */
export const causeOf = (policy: string, event: RecordedEvent<any, any>, clock: Clock): Cause => ({
  tenant: event.metadata.tenant,
  actor: { id: `policy:${policy}`, roles: ['service'] },
  correlationId: event.metadata.correlationId,
  causationId: event.id,
  ...(event.metadata.traceparent ? { traceparent: event.metadata.traceparent } : {}),
  now: () => clock.now(),
  commandId: (key) => uuidv5(`${event.id}/${policy}/${key}`),
})
