import { permittedRole, decideAs, type Command, type Decider, type Decision } from './decider.js'
import type { RecordedEvent } from './events.js'
import { hashOf } from './hash.js'
import { uuidv5 } from './ids.js'
import { isRefusal } from './refusal.js'

/** A command, or one that follows from the state that it meets. */
export type CommandGiven<State, C extends Command> = C | ((state: State) => C)

/** A stream in memory, for specs and dry runs: folds and decides as the event store would, without storing, sealing or chaining. */
export class StreamInMemory<State, C extends Command> {
  state: State
  readonly events: RecordedEvent[] = []

  constructor(private readonly decider: Decider<State, C>, private readonly stream: string) {
    this.state = decider.initial
  }

  /** What happened before: every command must be accepted. @throws Error naming the one that was not. */
  given(...commands: readonly CommandGiven<State, C>[]): this {
    for (const given of commands) {
      const command = this.meant(given)
      const decision = this.when(command)
      if (isRefusal(decision)) throw new Error(`given ${command.type} was refused: ${decision.code} ${JSON.stringify(decision.details)}`)
    }
    return this
  }

  /** Decides through the role gate and, unless refused, folds the events. */
  when(given: CommandGiven<State, C>): Decision {
    const command = this.meant(given)
    const decision = decideAs(this.decider, command, this.state)
    if (isRefusal(decision)) return decision
    for (const event of decision) {
      const version = this.events.length + 1
      const recorded: RecordedEvent = {
        id: uuidv5(`${command.id}/${version}`), stream: this.stream, version, position: String(version).padStart(10, '0'),
        type: event.type, data: event.data, prevHash: '', hash: '',
        metadata: {
          tenant: command.tenant, commandId: command.id, commandType: command.type, requestHash: hashOf(command.id), correlationId: command.correlationId,
          actor: { id: command.actor.id, role: permittedRole(this.decider.permissions, command.type, command.actor)! }, recordedAt: command.now,
        },
      }
      this.events.push(recorded)
      this.state = this.decider.evolve(this.state, recorded)
    }
    return decision
  }

  private meant(given: CommandGiven<State, C>): C {
    return typeof given === 'function' ? given(this.state) : given
  }
}

/** The outcome of a decision in the words of a spec: the types of its events, or `refused: <Code>`. */
export const outcomeOfDecision = (decision: Decision): string[] | string =>
  isRefusal(decision) ? `refused: ${decision.code}` : decision.map(({ type }) => type)
