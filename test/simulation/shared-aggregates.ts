import { AggregateStore, type EventCodec, type EventStore, type Loaded, type StepBack } from '@recourse/event-store'
import type { Clock, Decider, RecordedEvent } from '@recourse/kernel'

type Fold = Decider<any, any>['evolve']

/** States after an event, by the function that made them. */
export type Folds = Map<Fold, WeakMap<RecordedEvent, unknown>>

/** Folds each event once in a world, however many look at its stream: a state follows from its events alone. Needs a codec that decodes each event once. */
export class SharedAggregates extends AggregateStore {
  constructor(private readonly folds: Folds, store: EventStore, codec: EventCodec, clock: Clock, stepBack?: StepBack) {
    super(store, codec, clock, () => undefined, stepBack)
  }

  override async load<State>({ initial, evolve }: Pick<Decider<State, any>, 'initial' | 'evolve'>, stream: string): Promise<Loaded<State>> {
    const events = await this.history(stream)
    const after = this.statesBy(evolve)
    let folded = events.length
    while (folded > 0 && !after.has(events[folded - 1]!)) folded -= 1
    let state = folded === 0 ? initial : (after.get(events[folded - 1]!) as State)
    for (const event of events.slice(folded)) {
      state = evolve(state, event)
      after.set(event, state)
    }
    return { state, version: events.length, events }
  }

  private statesBy(evolve: Fold): WeakMap<RecordedEvent, unknown> {
    const known = this.folds.get(evolve)
    if (known) return known
    const states = new WeakMap<RecordedEvent, unknown>()
    this.folds.set(evolve, states)
    return states
  }
}
