import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import { toInstant, type EventOf, type RecordedEvent } from '@recourse/kernel'
import { ProblemError, type Caller } from '@recourse/platform'
import { refundCaseStream, type OpenedCase, type RefundCase, type RefundRequested } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import type { MomentDto } from './history.dto.js'

/** An event as an auditor sees it: complete but for personal data, of which only its presence is told. */
export interface HistoryEvent {
  readonly version: number
  readonly position: string
  readonly id: string
  readonly type: string
  readonly recordedAt: string
  readonly actor: RecordedEvent['metadata']['actor']
  readonly data: unknown
  readonly sealed: boolean
  readonly commandId: string
  readonly commandType: string
  readonly causationId?: string
  readonly correlationId: string
  readonly traceparent?: string
  readonly prevHash: string
  readonly hash: string
}

export interface History {
  readonly caseId: string
  readonly events: readonly HistoryEvent[]
}

export interface StateAt {
  readonly caseId: string
  readonly version: number
  readonly recordedAt: string
  readonly state: OpenedCase
}

export class HistoryQuery extends Query<History> {
  constructor(readonly caller: Caller, readonly caseId: string) {
    super()
  }
}

export class StateQuery extends Query<StateAt> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly moment: MomentDto) {
    super()
  }
}

/** Whoever gets the money does not read what their colleagues think of it. */
const historyOf = async (aggregates: AggregateStore, caller: Caller, caseId: string): Promise<RecordedEvent[]> => {
  const events = await aggregates.history(refundCaseStream(caller.tenant, caseId))
  const [requested] = events as EventOf<typeof RefundRequested>[]
  if (!requested) throw new ProblemError('NotFound', { caseId })
  if (caller.readsAsCustomerOf(requested.data.customer)) throw new ProblemError('RoleNotPermitted', { caseId, detail: 'your own case is read as its customer' })
  return events
}

@QueryHandler(HistoryQuery)
export class HistoryQueryHandler implements IQueryHandler<HistoryQuery> {
  constructor(private readonly aggregates: AggregateStore) {}

  async execute({ caller, caseId }: HistoryQuery): Promise<History> {
    return { caseId, events: (await historyOf(this.aggregates, caller, caseId)).map(historyEvent) }
  }
}

const historyEvent = ({ version, position, id, type, data, sealed, prevHash, hash, metadata }: RecordedEvent): HistoryEvent => ({
  version, position, id, type, recordedAt: metadata.recordedAt, actor: metadata.actor, data, sealed: sealed !== undefined,
  commandId: metadata.commandId, commandType: metadata.commandType, correlationId: metadata.correlationId,
  ...(metadata.causationId ? { causationId: metadata.causationId } : {}),
  ...(metadata.traceparent ? { traceparent: metadata.traceparent } : {}),
  prevHash, hash,
})

/** The same `evolve` that decides today is what replays yesterday. */
@QueryHandler(StateQuery)
export class StateQueryHandler implements IQueryHandler<StateQuery> {
  constructor(private readonly aggregates: AggregateStore, @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider) {}

  async execute({ caller, caseId, moment }: StateQuery): Promise<StateAt> {
    const events = upTo(await historyOf(this.aggregates, caller, caseId), moment)
    const last = events.at(-1)
    const state = events.reduce<RefundCase>((before, event) => this.decider.evolve(before, event), this.decider.initial)
    if (!last || state.phase === 'unopened') throw new ProblemError('NotFound', { caseId, detail: 'the case did not exist yet at that time' })
    return { caseId, version: last.version, recordedAt: last.metadata.recordedAt, state }
  }
}

const upTo = (events: readonly RecordedEvent[], { version, as_of }: MomentDto): readonly RecordedEvent[] => {
  if (version !== undefined && as_of !== undefined) throw new ProblemError('InvalidRequest', { detail: 'give version or as_of, not both' })
  if (version !== undefined && version > events.length) throw new ProblemError('NotFound', { detail: `the case has ${events.length} events` })
  if (as_of !== undefined) return events.filter((event) => event.metadata.recordedAt <= toInstant(as_of))
  return version === undefined ? events : events.slice(0, version)
}
