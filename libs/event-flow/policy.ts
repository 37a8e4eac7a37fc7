import type { EventDefinition, EventOf, RecordedEvent } from '@recourse/kernel'
import type { Execution, Send } from './execution.js'

/** A process manager: what follows from an event. Its name is a sentence, `when-refund-approved-then-request-payout`. */
export interface Policy {
  readonly name: string
  readonly types: ReadonlySet<string>
  readonly stale: ReadonlySet<string>
  /** A refusal whose code is in `stale` resolves; any other refusal and any error rejects. */
  effect(event: RecordedEvent<any, any>, execution: Execution): Promise<unknown>
}

interface PolicyShape<Definitions extends readonly EventDefinition<any, any>[]> {
  readonly name: string
  readonly events: Definitions
  /** Codes of refusals that mean "already done or no longer needed"; any other refusal counts as a failure. */
  readonly stale: readonly string[]
}

/** Pure: the commands that follow from the event. */
export interface CommandPolicy<Definitions extends readonly EventDefinition<any, any>[]> extends PolicyShape<Definitions> {
  when(event: EventOf<Definitions[number]>): Send | readonly Send[] | undefined
}

/**
 * May call outside and then carry out commands. It runs at least once per event: what it calls must take a key that follows from the event.
 * `execution.execute` answers a refusal only when its code is in `stale`.
 */
export interface EffectPolicy<Definitions extends readonly EventDefinition<any, any>[]> extends PolicyShape<Definitions> {
  effect(event: EventOf<Definitions[number]>, execution: Execution): Promise<unknown>
}

const NAME = /^when-[a-z0-9-]+-then-[a-z0-9-]+$/

/** Declares a policy in one of its two forms. @throws Error when the name is not a sentence. */
export const definePolicy = <const Definitions extends readonly EventDefinition<any, any>[]>(
  shape: CommandPolicy<Definitions> | EffectPolicy<Definitions>,
): Policy => {
  if (!NAME.test(shape.name)) throw new Error(`a policy is called when-…-then-…, not ${shape.name}`)
  return {
    name: shape.name,
    types: new Set(shape.events.map((definition) => definition.type)),
    stale: new Set(shape.stale),
    effect: 'effect' in shape
      ? (event, execution) => shape.effect(event as EventOf<Definitions[number]>, execution)
      : (event, execution) => sendAll(shape.when(event as EventOf<Definitions[number]>), execution),
  }
}

const sendAll = async (sends: Send | readonly Send[] | undefined, execution: Execution): Promise<void> => {
  for (const { decider, stream, command, key } of sends === undefined ? [] : [sends].flat()) await execution.execute(decider, stream, command, key)
}
