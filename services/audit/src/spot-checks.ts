import { Inject, Injectable } from '@nestjs/common'
import type { CommandFields } from '@recourse/event-flow'
import { AggregateStore, type EventStore, type Executed } from '@recourse/event-store'
import type { PersonalData, RecordedEvent, Refusal, Role } from '@recourse/kernel'
import { CommandSender, ConsumerHost, EVENT_STORE, POOL, ProblemError, type Caller } from '@recourse/platform'
import { refundCaseStream } from '@recourse/refund-case'
import { spotCheckDecider, spotCheckStream, type ClosedCase, type RevealSpotCheck, type Round, type SpotCheckCommand } from '@recourse/spot-check'
import type { Pool } from 'pg'
import { REFUND_CASE, type RefundCaseDecider } from './domain.js'
import { refundCaseProjection } from './read/cases/refund-case.projection.js'

/** Who works on a case without being staff. */
const OUTSIDERS: readonly Role[] = ['customer', 'service', 'importer']

/** One more than a round can hold, so that the decider sees that it is too many. */
const CASES_READ = 5_001

/** Rounds of spot checks as this service's doors use them, and what their commands have to know of cases. */
@Injectable()
export class SpotChecks {
  constructor(
    private readonly commands: CommandSender,
    private readonly aggregates: AggregateStore,
    private readonly host: ConsumerHost,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(REFUND_CASE) private readonly cases: RefundCaseDecider,
  ) {}

  send(caller: Caller, roundId: string, fields: CommandFields<SpotCheckCommand>): Promise<Executed | Refusal> {
    return this.commands.send(caller, spotCheckDecider, spotCheckStream(caller.tenant, roundId), fields)
  }

  /** @throws ProblemError NotFound */
  async find(tenant: string, roundId: string): Promise<{ round: Round; version: number; events: readonly RecordedEvent[] }> {
    const { state, version, events } = await this.aggregates.load(spotCheckDecider, spotCheckStream(tenant, roundId))
    if (state.status === 'none') throw new ProblemError('NotFound', { roundId })
    return { round: state, version, events }
  }

  /**
   * The cases of the round's packs that were closed within its period and are closed still, once the view has seen everything recorded until now.
   * Rows and position are read in one statement: the view moves both together. @throws ProblemError NotYetVisible
   */
  async population(tenant: string, { period: { from, to }, rates }: Round): Promise<RevealSpotCheck['facts']> {
    await this.host.seen(refundCaseProjection.name, await this.store.head())
    const { rows } = await this.pool.query<Partial<ClosedCase> & { position: string }>(
      `SELECT c.position, r.case_id AS "caseId", r.pack, r.outcome
       FROM consumer_checkpoint c LEFT JOIN refund_case r ON r.tenant = $2 AND r.closed_at >= $3 AND r.closed_at < $4 AND r.pack = ANY($5)
       WHERE c.consumer = $1 AND c.live LIMIT ${CASES_READ}`,
      [refundCaseProjection.name, tenant, from, to, rates.map(({ pack }) => pack)],
    )
    const population = rows.flatMap(({ caseId, pack, outcome }) => (caseId && pack && outcome ? [{ caseId, pack, outcome }] : []))
    return { population, position: rows[0]!.position }
  }

  /** Everybody of staff who did something to a case, and whoever gets its money. */
  async handlersOf(tenant: string, caseId: string): Promise<{ handlers: string[] }> {
    const { state, events } = await this.aggregates.load(this.cases, refundCaseStream(tenant, caseId))
    const customer = state.phase === 'unopened' ? [] : [state.customer]
    const staff = events.map(({ metadata }) => metadata.actor).filter(({ role }) => !OUTSIDERS.includes(role))
    return { handlers: [...new Set([...staff.map(({ id }) => id), ...customer])] }
  }

  /** What is written about a case may tell of its customer: sealed under their key. */
  async personal(tenant: string, caseId: string, fields: Readonly<Record<string, string | undefined>>): Promise<{ personal?: PersonalData }> {
    const given = Object.entries(fields).filter(([, text]) => text !== undefined)
    if (given.length === 0) return {}
    const { state } = await this.aggregates.load(this.cases, refundCaseStream(tenant, caseId))
    return state.phase === 'unopened' ? {} : { personal: { person: state.customer, fields: Object.fromEntries(given) } }
  }
}
