import type { Actor, Role } from './actor.js'
import type { Instant } from './clock.js'
import type { NewEvent, RecordedEvent } from './events.js'
import { refuseCommon, type Refusal } from './refusal.js'

/** What every command carries beside its own fields. Time and ids come from outside: whatever decides is pure. */
export interface CommandContext {
  /** Unique per stream and request; a repeated request has the same. */
  readonly id: string
  readonly tenant: string
  readonly actor: Actor
  readonly now: Instant
  readonly correlationId: string
  readonly causationId?: string
  readonly traceparent?: string
  /** The version the caller has seen (`If-Match`); a mismatch is refused, never retried. */
  readonly expectedVersion?: number
}

export type Command<Type extends string = string, Fields = object> = { readonly type: Type } & Fields & CommandContext

/** Events to record (none = nothing to do), or why not. */
export type Decision = readonly NewEvent[] | Refusal

/** Which roles may send which command. Readable, complete and part of the domain: the compiler demands a row per command. */
export type Permissions<CommandType extends string> = Readonly<Record<CommandType, readonly Role[]>>

export interface Decider<State, C extends Command> {
  readonly category: string
  readonly initial: State
  readonly permissions: Permissions<C['type']>
  /**
   * Fetches what `decide` looks up and a log can bring at any time, such as a policy pack that was published since this process started.
   * Only things that never change once they are there: `decide` stays pure. Called before it; specs that have everything need not.
   */
  prepare?(command: C, state: State): Promise<void>
  decide(command: C, state: State): Decision
  /** Whether it is carried out however long the stream has become, such as what stops money. Only for what cannot be repeated by one person alone to fill a log. */
  isVital?(command: C): boolean
  evolve(state: State, event: RecordedEvent<any, any>): State
}

/** The role under which an actor may send a command, or undefined. The first match in the table's order is recorded in the event. */
export const permittedRole = (permissions: Permissions<string>, commandType: string, actor: Actor): Role | undefined =>
  permissions[commandType]?.find((role) => actor.roles.includes(role))

/** The gate alone, for whoever has to read something before a command can be sent: nobody learns by a refusal what they may not act upon. */
export const roleRefusal = (permissions: Permissions<string>, commandType: string, actor: Actor): Refusal | undefined =>
  permittedRole(permissions, commandType, actor) ? undefined : refuseCommon('RoleNotPermitted', { command: commandType, permitted: permissions[commandType] ?? [] })

/** `decide` behind its gate: nobody reaches a rule without the role for it. */
export const decideAs = <State, C extends Command>(decider: Decider<State, C>, command: C, state: State): Decision =>
  roleRefusal(decider.permissions, command.type, command.actor) ?? decider.decide(command, state)

export const assertNever = (value: never): never => {
  throw new Error(`not handled: ${JSON.stringify(value)}`)
}
