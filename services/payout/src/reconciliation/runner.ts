import { LeasedLoop, Leases, systemTiming } from '@recourse/event-flow'
import { addMilliseconds, isRefusal, uuidv5, type Actor, type Clock, type Instant } from '@recourse/kernel'
import type { AggregateStore } from '@recourse/event-store'
import { dayOf, type PaymentChannel } from '@recourse/payment-channels'
import type { Logger, Runner } from '@recourse/platform'
import { reconciliationDecider, reconciliationIdOf, reconciliationStream } from '@recourse/reconciliation'
import type { Pool } from 'pg'
import { reconciliationProjection } from '../read/reconciliations/reconciliation.projection.js'
import type { OpenChannels } from '../open-channels.js'
import type { Books } from './books.js'
import { dayBeside, type DayReader } from './day-reader.js'
import { Statements } from './statements.js'

export interface RunnerResources {
  readonly pool: Pool
  readonly leases: Leases
  readonly aggregates: AggregateStore
  readonly clock: Clock
  readonly logger: Pick<Logger, 'warn'>
  readonly channels: OpenChannels
  readonly books: Books
  readonly reader: DayReader
}

/** As far back as missed days and days with open differences are run. */
export const DAYS_BACK = 31
/** After a statement was not there: channels make them in the morning. */
const AGAIN_AFTER_ms = 1_800_000
const POLL_ms = 300_000
const SERVICE: Actor = { id: 'runner:reconciliation', roles: ['service'] }

interface DoneDay {
  readonly day: string
  readonly settled: boolean
  /** The channel's day on which it was run last. */
  readonly ranOn: string
}

/**
 * Reconciles every channel's yesterday for every tenant once its statement is there, the days that were missed, and once a day those that are not settled.
 * One process at a time; a day is run at most once on a day, because the command's id says so.
 */
export class ReconciliationRunner implements Runner {
  private readonly loop: LeasedLoop
  private readonly notBefore = new Map<string, Instant>()

  constructor(private readonly resources: RunnerResources) {
    this.loop = new LeasedLoop(resources.leases, {
      lease: 'reconciliation',
      run: async (_, signal) => {
        while (!signal.aborted) {
          await this.runDue(signal)
          await systemTiming.pause(POLL_ms, signal)
        }
      },
      onError: (error) => resources.logger.warn({ error: error.message }, 'the reconciliation could not go on; it tries again'),
    })
  }

  start(): void {
    this.loop.start()
  }

  /** Finishes the day in hand. */
  stop(): Promise<void> {
    return this.loop.stop()
  }

  /** Runs what is due by the clock, oldest day first. */
  async runDue(signal: AbortSignal = new AbortController().signal): Promise<void> {
    await this.resources.books.upToDate()
    const statements = new Statements()
    for (const { channel } of this.resources.channels.all) {
      for (const [tenant, first] of await this.tenantsOf(channel)) {
        for (const day of await this.daysDue(tenant, channel, first)) {
          if (signal.aborted) return
          await this.run(tenant, channel, day, statements).catch((error: Error) => this.putOff(tenant, channel, day, error.message))
        }
      }
    }
  }

  private async run(tenant: string, channel: PaymentChannel, day: string, statements: Statements): Promise<void> {
    const { reader, aggregates, clock } = this.resources
    const now = clock.now()
    if (now < (this.notBefore.get(placeOf(tenant, channel, day)) ?? '')) return
    const facts = await reader.factsOf(tenant, channel.name, day, statements)
    if (isRefusal(facts)) return this.putOff(tenant, channel, day, facts.code)
    const id = reconciliationIdOf(tenant, channel.name, day)
    await aggregates.execute(reconciliationDecider, reconciliationStream(tenant, id), {
      type: 'RecordReconciliation', channel: channel.name, day, facts,
      id: uuidv5(`${id}/${this.todayOf(channel)}`), tenant, actor: SERVICE, now, correlationId: id,
    })
    this.notBefore.delete(placeOf(tenant, channel, day))
  }

  /** What keeps one day from being run holds up no other. */
  private putOff(tenant: string, channel: PaymentChannel, day: string, why: string): void {
    const { clock, logger } = this.resources
    this.notBefore.set(placeOf(tenant, channel, day), addMilliseconds(clock.now(), AGAIN_AFTER_ms))
    if (why !== 'StatementNotReady') logger.warn({ channel: channel.name, day, why }, 'a day could not be reconciled; it is tried again')
  }

  /** Those whom the channel serves, with the first day that has to be reconciled: when money first went that way, or yesterday for who only looks into what nobody knows. */
  private async tenantsOf(channel: PaymentChannel): Promise<ReadonlyMap<string, string>> {
    const { books, channels, reader } = this.resources
    const paying = [...await books.tenantsOf(channel.name)].filter(([tenant]) => channels.serves(channel.name, tenant))
    const tenants = new Map(paying.map(([tenant, at]) => [tenant, dayOf(at, channel.rules.statementUtcOffset_min)]))
    const owner = await reader.ownerOf(channel.name)
    if (owner && !tenants.has(owner)) tenants.set(owner, this.yesterdayOf(channel))
    return tenants
  }

  private async daysDue(tenant: string, channel: PaymentChannel, first: string): Promise<string[]> {
    const done = await this.daysDone(tenant, channel)
    const today = this.todayOf(channel)
    const days: string[] = []
    for (let day = this.yesterdayOf(channel); day >= first && days.length < DAYS_BACK; day = dayBeside(day, -1)) days.unshift(day)
    return days.filter((day) => {
      const known = done.find((one) => one.day === day)
      return !known || (!known.settled && known.ranOn < today)
    })
  }

  private async daysDone(tenant: string, { name, rules }: PaymentChannel): Promise<DoneDay[]> {
    const { rows } = await this.resources.pool.query<{ day: string; settled: boolean; completed_at: Date }>(
      `SELECT day, settled, completed_at FROM ${reconciliationProjection.name} WHERE tenant = $1 AND channel = $2 ORDER BY day DESC LIMIT ${2 * DAYS_BACK}`,
      [tenant, name],
    )
    return rows.map(({ day, settled, completed_at }) => ({ day, settled, ranOn: dayOf(completed_at.toISOString(), rules.statementUtcOffset_min) }))
  }

  private todayOf({ rules }: PaymentChannel): string {
    return dayOf(this.resources.clock.now(), rules.statementUtcOffset_min)
  }

  private yesterdayOf(channel: PaymentChannel): string {
    return dayBeside(this.todayOf(channel), -1)
  }
}

const placeOf = (tenant: string, { name }: PaymentChannel, day: string): string => JSON.stringify([tenant, name, day])
