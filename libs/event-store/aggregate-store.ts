import {
  decideAs, hashOf, isRefusal, parseStreamName, permittedRole, refuseCommon, step, uuidv5,
  type Clock, type Command, type Decider, type NewEvent, type PersonalData, type RecordedEvent, type Refusal,
} from '@recourse/kernel'
import { GENESIS_HASH, type EventCodec } from './codec.js'
import { KeyDestroyed } from './sealing/key-ring.js'
import { READ_LIMIT, VersionConflict, type EventStore, type EventToAppend, type Position } from './port.js'

/** A case has 10–40 events; a stream that grows past this is a defect or an attack. */
export const EVENTS_PER_STREAM_LIMIT = 500
/** Past the limit only services go on: what has happened outside, like money that left, must still be recorded. */
export const EVENTS_LEFT_TO_SERVICES = 100
const ATTEMPTS = 4

export interface Loaded<State> {
  readonly state: State
  readonly version: number
  readonly events: readonly RecordedEvent[]
}

export interface Executed {
  readonly stream: string
  /** Version and position after the command; those of the first time when it is a repetition. */
  readonly version: number
  readonly position: Position
  /** When they were written just now, each carries the position of the last: stores answer only that. */
  readonly events: readonly RecordedEvent[]
  /** True when the command had been carried out before and nothing was written now. */
  readonly repeated: boolean
}

/** Told of every command: its type, and `done`, `repeated` or the code of the refusal. */
export type ObserveCommand = (commandType: string, outcome: string) => void

/** Waits for some time up to `most_ms`, so that those who were in each other's way do not meet again. */
export type StepBack = (most_ms: number) => Promise<void>

const stepBackAtRandom: StepBack = (most_ms) => new Promise((resolve) => setTimeout(resolve, Math.random() * most_ms))

/** Folds, decides, appends: the one way by which a command changes a stream. */
export class AggregateStore {
  constructor(
    readonly store: EventStore, readonly codec: EventCodec, private readonly clock: Clock,
    private readonly observe: ObserveCommand = () => undefined, private readonly stepBack: StepBack = stepBackAtRandom,
  ) {}

  /** All events of a stream from a version on, decoded. */
  async history(stream: string, fromVersion = 1): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = []
    for (let page = await this.store.readStream(stream, fromVersion); page.length > 0; page = await this.store.readStream(stream, fromVersion + events.length)) {
      for (const stored of page) events.push(this.codec.decode(stored))
      if (page.length < READ_LIMIT) break
    }
    return events
  }

  async load<State>(decider: Pick<Decider<State, any>, 'initial' | 'evolve'>, stream: string): Promise<Loaded<State>> {
    const events = await this.history(stream)
    return { state: events.reduce((state, event) => decider.evolve(state, event), decider.initial), version: events.length, events }
  }

  /**
   * Carries a command out at the exact version read; a conflict is folded and decided again, at most three times, with jitter.
   * A command id that the stream already holds answers as the first time, or IdempotencyKeyReused when it asks for something else.
   * `read`: what the caller has just loaded of this stream, to spare another read. It may be out of date.
   */
  async execute<State, C extends Command>(decider: Decider<State, C>, stream: string, command: C, read?: Loaded<State>): Promise<Executed | Refusal> {
    const outcome = await this.carryOut(decider, stream, command, read).catch((error: unknown) => {
      if (error instanceof KeyDestroyed) return refuseCommon('PersonErased')
      throw error
    })
    this.observe(command.type, isRefusal(outcome) ? outcome.code : outcome.repeated ? 'repeated' : 'done')
    return outcome
  }

  private async carryOut<State, C extends Command>(decider: Decider<State, C>, stream: string, command: C, read: Loaded<State> | undefined): Promise<Executed | Refusal> {
    if (parseStreamName(stream).tenant !== command.tenant) return refuseCommon('OtherTenant')
    const requestHash = await this.requestHashOf(command)
    const early = read && (await this.tryOn(read, decider, stream, command, requestHash))
    // Of what was read a moment ago only events are believed: a refusal, or nothing to do, may no longer be right.
    if (early && !isRefusal(early) && early.events.length > 0) return early
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if (attempt > 1) await this.stepBack(10 * 2 ** (attempt - 1))
      const outcome = await this.tryOn(await this.load(decider, stream), decider, stream, command, requestHash)
      if (outcome) return outcome
    }
    return refuseCommon('TooMuchContention')
  }

  /** Undefined when the stream is no longer as loaded. */
  private async tryOn<State, C extends Command>(
    loaded: Loaded<State>, decider: Decider<State, C>, stream: string, command: C, requestHash: string,
  ): Promise<Executed | Refusal | undefined> {
    const earlier = findEarlier(loaded.events, stream, command.id, requestHash)
    if (earlier) return earlier
    if (command.expectedVersion !== undefined && command.expectedVersion !== loaded.version) {
      return refuseCommon('StaleVersion', { expected: command.expectedVersion, actual: loaded.version })
    }
    await decider.prepare?.(command, loaded.state)
    const decision = decideAs(decider, command, loaded.state)
    if (isRefusal(decision)) return decision
    if (decision.length === 0) return { stream, version: loaded.version, position: loaded.events.at(-1)?.position ?? '', events: [], repeated: true }
    if (loaded.version + decision.length > limitFor(decider, command)) return refuseCommon('TooManyEvents')
    try {
      return await this.append(decider, stream, loaded, command, requestHash, decision)
    } catch (error) {
      if (error instanceof VersionConflict) return undefined
      throw error
    }
  }

  /**
   * The command as asked for, without what differs between two attempts at the same thing: `facts` are what the handler read elsewhere
   * at that moment, not what the caller asked for. Personal data enters only as a keyed fingerprint: a plain hash of a phone number
   * could be guessed, and would outlive the person's erasure.
   */
  private async requestHashOf(command: Command): Promise<string> {
    const { id, now, correlationId, causationId, traceparent, expectedVersion, actor, personal, facts, ...asked } = command as Command & { personal?: PersonalData; facts?: unknown }
    const fingerprint = personal && (await this.codec.fingerprint(command.tenant, personal))
    return hashOf({ ...asked, actor: actor.id, ...(fingerprint ? { personal: fingerprint } : {}) })
  }

  private async append<State, C extends Command>(
    decider: Decider<State, C>, stream: string, loaded: Loaded<State>, command: C, requestHash: string, decision: readonly NewEvent[],
  ): Promise<Executed> {
    const metadata = {
      tenant: command.tenant,
      actor: { id: command.actor.id, role: permittedRole(decider.permissions, command.type, command.actor)! },
      commandId: command.id,
      commandType: command.type,
      requestHash,
      correlationId: command.correlationId,
      ...(command.causationId ? { causationId: command.causationId } : {}),
      ...(command.traceparent ? { traceparent: command.traceparent } : {}),
      recordedAt: this.clock.now(),
    }
    const batch: EventToAppend[] = []
    let prevHash = loaded.events.at(-1)?.hash ?? GENESIS_HASH
    for (const [index, event] of decision.entries()) {
      // With the request's hash: two requests under one key at the same moment must not pass for one append and its repetition.
      const place = { id: uuidv5(`${stream}/${command.id}/${requestHash}/${index}`), stream, version: loaded.version + index + 1, prevHash, metadata }
      batch.push(await this.codec.encode(event, place))
      prevHash = batch.at(-1)!.hash
    }
    const appended = await step(`append.${command.type}`, () => this.store.append(stream, loaded.version, batch))
    const events = batch.map((event, index) => this.codec.decode({ ...event, stream, version: loaded.version + index + 1, position: appended.position }))
    return { stream, version: appended.version, position: appended.position, events, repeated: false }
  }
}

const limitFor = (decider: Decider<any, any>, command: Command): number =>
  decider.isVital?.(command) ? Infinity : EVENTS_PER_STREAM_LIMIT + (permittedRole(decider.permissions, command.type, command.actor) === 'service' ? EVENTS_LEFT_TO_SERVICES : 0)

const findEarlier = (events: readonly RecordedEvent[], stream: string, commandId: string, requestHash: string): Executed | Refusal | undefined => {
  const earlier = events.filter((event) => event.metadata.commandId === commandId)
  const last = earlier.at(-1)
  if (!last) return undefined
  if (last.metadata.requestHash !== requestHash) return refuseCommon('IdempotencyKeyReused')
  return { stream, version: last.version, position: last.position, events: earlier, repeated: true }
}
