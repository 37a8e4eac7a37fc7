import { randomBytes } from 'node:crypto'
import { addMilliseconds, money } from '@recourse/kernel'
import type { PaymentLeg } from '@recourse/order'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import type { Fault } from '@recourse/test-support/invariants'
import { PayoutBench } from '../../services/payout/src/spec-support.js'
import { DAYS_BACK, ReconciliationRunner } from '../../services/payout/src/reconciliation/runner.js'
import { Random } from '../simulation/random.js'
import { faultsInBooks, ledgersOf } from './books.js'
import { PAYER, startChannels, type ChannelUnderTest } from './channels.js'
import { People, type Task } from './people.js'
import { casePlan, roundPlan, type CasePlan, type LegPlan, type RoundPlan } from './plan.js'
import { PostOffice } from './post-office.js'

export interface Figures {
  readonly cases: readonly (CasePlan & { readonly payouts: number; readonly questions: number })[]
  readonly movements: number
  readonly rounds: number
  readonly events: number
  readonly posted: Readonly<Record<string, number>>
  readonly answers: Readonly<Record<string, number>>
}

export interface Outcome {
  readonly faults: readonly Fault[]
  /** Of each world. */
  readonly figures: readonly Figures[]
}

/** Cases that share a database, a service and its channels; afterwards the books are balanced. */
const PER_WORLD = 500
/** Cases that are under way at the same time. */
const AT_ONCE = 250
/** Longer than any case takes. */
const ROUNDS = 200
const BUSY_WITH = 8
const PATIENCE_ms = 10_000
const DAY_ms = 86_400_000

/**
 * So many cases through the payout service as it runs in production, over a real Postgres and the channels' sandboxes at real ports, with a clock of the test's.
 * The seed decides what each case is, what goes wrong, and in which order things happen.
 */
export const runSchedules = async (count: number, seed: number, told: (line: string) => void = () => {}): Promise<Outcome> => {
  const random = new Random(seed)
  const outcomes: { faults: readonly Fault[]; figures: Figures }[] = []
  for (let done = 0; done < count; done += PER_WORLD) {
    outcomes.push(await runWorld(Math.min(PER_WORLD, count - done), random.fork()))
    told(`${Math.min(done + PER_WORLD, count)} of ${count} cases have ended, ${outcomes.flatMap(({ faults }) => faults).length} faults`)
  }
  return { faults: outcomes.flatMap(({ faults }) => faults), figures: outcomes.map(({ figures }) => figures) }
}

const runWorld = async (count: number, random: Random): Promise<{ faults: readonly Fault[]; figures: Figures }> => {
  const world = await World.open(random.fork())
  try {
    await world.walk(Array.from({ length: count }, () => casePlan(random)), random)
    return { faults: await world.faults(), figures: await world.figures() }
  } finally {
    await world.close()
  }
}

/** Of no meaning, as short as WeChat Pay wants it with what follows. */
const serial = (): string => randomBytes(6).toString('hex')

const inParallel = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const left = [...items]
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: BUSY_WITH }, worker))
}

const START = '2026-11-22T08:00:00.000Z'

interface Waiting {
  /** The round in which the case was opened. */
  readonly since: number
  patience: number
}

class World {
  private readonly plans = new Map<string, CasePlan>()
  private rounds = 0

  private constructor(
    readonly bench: PayoutBench, readonly channels: readonly ChannelUnderTest[], readonly post: PostOffice,
    /** Of the channels. */
    private readonly database: TestDatabase,
  ) {}

  static async open(random: Random): Promise<World> {
    const post = await PostOffice.open(random)
    let now = (): string => START
    const database = await createTestDatabase()
    const channels = await startChannels(database.url, { clock: () => new Date(now()), noticesTo: (channel) => `${post.url}/channel-notices/${channel}` })
    const bench = await PayoutBench.open({ consumers: true, now: START, channels: channels.map(({ channel }) => channel) })
    now = () => bench.now
    post.openDoor(await bench.service.listen())
    return new World(bench, channels, post, database)
  }

  async close(): Promise<void> {
    await this.post.close()
    await this.bench.close()
    for (const channel of this.channels) await channel.stop()
    await this.database.drop()
  }

  /** Takes cases from their order to their end, also those that money came back to after it. @throws Error that names those that do not end */
  async walk(plans: readonly CasePlan[], random: Random): Promise<void> {
    const people = new People(this.bench)
    const left = [...plans]
    const waiting = new Map<string, Waiting>()
    for (let round = 0; left.length + waiting.size > 0; round += 1) {
      await inParallel(left.splice(0, AT_ONCE - waiting.size), async (plan) => {
        const caseId = await this.openCase(plan)
        this.plans.set(caseId, plan)
        waiting.set(caseId, { since: round, patience: plan.patience })
      })
      const endless = [...waiting].filter(([, { since }]) => round - since === ROUNDS)
      if (endless.length > 0) throw await this.endless(endless.map(([caseId]) => caseId), people)
      await this.round(roundPlan(random), people, waiting)
      await this.seeWhoWaits(waiting, round)
      if (left.length + waiting.size === 0) {
        await this.letStatementsCome()
        await this.seeWhoWaits(waiting, round)
      }
      this.rounds += 1
    }
  }

  private async round({ order, overshoot_ms, stopped }: RoundPlan, people: People, waiting: ReadonlyMap<string, Waiting>): Promise<void> {
    await this.quiet()
    const act = () => this.letPeopleAct(people, waiting)
    const pass = () => this.letTimePass(overshoot_ms)
    const both = async (): Promise<void> => {
      if (order === 'both at once') await Promise.all([act(), pass()])
      else for (const step of order === 'people first' ? [act, pass] : [pass, act]) await step()
    }
    await (stopped ? people.whileStopped(stopped, both) : both())
  }

  private async endless(cases: readonly string[], { refusals }: People): Promise<Error> {
    const told = await Promise.all(cases.slice(0, 5).map(async (caseId) => ({ ...this.plans.get(caseId), events: (await this.bench.historyOf(caseId)).map(({ type }) => type).join(' ') })))
    return new Error(`${cases.length} cases do not end: ${JSON.stringify(told)}; refused: ${JSON.stringify(refusals)}`)
  }

  private async openCase({ legs, account, requested_minor, approved_minor }: CasePlan): Promise<string> {
    const paid = legs.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
    const payee = account && (await this.openAccount(account))
    return this.bench.approvedCase({
      paid, requested: requested_minor, approved: approved_minor, legs: await Promise.all(legs.map((leg) => this.pay(leg))), ...(payee ? { payee } : {}),
    })
  }

  private async pay({ channel, behaviour, amount_minor }: LegPlan): Promise<PaymentLeg> {
    const reference = `${channel === 'stripe' ? 'pi_' : ''}${serial()}-${behaviour}`
    await this.under(channel)?.open?.(reference, amount_minor)
    return { channel, reference, amount: money(amount_minor, 'CNY') }
  }

  /** At the bank; answers its number without the 6222 that the bench writes before it. */
  private async openAccount(behaviour: string): Promise<string> {
    return (await this.under('bank-transfer')!.account!(behaviour === 'wrong-name' ? '林小曼' : PAYER, behaviour)).slice(4)
  }

  private under(channel: string): ChannelUnderTest | undefined {
    return this.channels.find(({ name }) => name === channel)
  }

  /** Whoever waited long enough is looked after. */
  private async letPeopleAct(people: People, waiting: ReadonlyMap<string, Waiting>): Promise<void> {
    const tasks = (await this.tasks()).filter(({ caseId }) => waiting.has(caseId))
    await inParallel(tasks, async (task) => {
      const own = waiting.get(task.caseId)!
      if (own.patience > 0) own.patience -= 1
      else if (task.needs) await people.repair(task)
      else await people.receive(task, this.plans.get(task.caseId)!)
    })
    await people.sendTransfers()
  }

  /** Payouts that somebody has to look after, and those that have arrived. */
  private async tasks(): Promise<Task[]> {
    const { rows } = await this.bench.service.infrastructure.pool.query<Task>(
      `SELECT case_id AS "caseId", channel, status, code, needs,
         EXISTS (SELECT FROM payout other WHERE other.tenant = payout.tenant AND other.case_id = payout.case_id AND other.status = 'returned') AS "cameBack"
       FROM payout WHERE resubmitted_as IS NULL AND (needs IS NOT NULL OR status = 'confirmed')`,
    )
    return rows
  }

  /** Cases that have ended wait no more; those whose money came back after that wait again. */
  private async seeWhoWaits(waiting: Map<string, Waiting>, round: number): Promise<void> {
    const { rows } = await this.bench.service.infrastructure.pool.query<{ caseId: string }>(
      `SELECT split_part(stream, '.', 2) AS "caseId" FROM event WHERE type IN ('RefundCaseClosed', 'PayoutReturned')
       GROUP BY stream HAVING max(version) FILTER (WHERE type = 'RefundCaseClosed') > coalesce(max(version) FILTER (WHERE type = 'PayoutReturned'), 0)`,
    )
    const closed = new Set(rows.map(({ caseId }) => caseId))
    for (const [caseId, { patience }] of this.plans) {
      if (closed.has(caseId)) waiting.delete(caseId)
      else if (!waiting.has(caseId)) waiting.set(caseId, { since: round, patience })
    }
  }

  /** To the next deadline, or past it; what was held back by the post arrives then. */
  private async letTimePass(overshoot_ms: number): Promise<void> {
    const { rows } = await this.bench.service.infrastructure.pool.query<{ due_at: Date | null }>(
      `SELECT min(due_at) AS due_at FROM payout_deadline d WHERE NOT EXISTS (SELECT FROM deadline_fired f WHERE f.deadlines = 'payout_deadline' AND f.outcome IS NOT NULL
         AND f.tenant = d.tenant AND f.stream = d.stream AND f.name = d.name AND f.due_at = d.due_at)`,
    )
    const next = Math.max(0, (rows[0]?.due_at?.getTime() ?? 0) - Date.parse(this.bench.now))
    const today = this.bench.now.slice(0, 10)
    this.bench.forward(next + overshoot_ms + 1)
    if (this.bench.now.slice(0, 10) > today) await this.reconcile()
    await this.post.bringLate()
  }

  /** What runs every day: statements against our books. */
  private async reconcile(): Promise<void> {
    await this.bench.parts.runners?.find((runner) => runner instanceof ReconciliationRunner)?.runDue()
  }

  /** Resolves once nobody has anything left to do at this time of the clock, or somebody waits for it to go on. @throws Error when a case is in quarantine */
  private async quiet(): Promise<void> {
    const { host, infrastructure: { pool } } = this.bench.service
    await eventually('everything is done', async () => !(await host.status()).some(({ behind }) => behind) && !(await this.isSomethingDue()), PATIENCE_ms).catch(() => undefined)
    const { rows } = await pool.query(`SELECT consumer, stream, error FROM quarantine WHERE status = 'open' LIMIT 5`)
    if (rows.length > 0) throw new Error(`in quarantine: ${JSON.stringify(rows)}`)
  }

  private async isSomethingDue(): Promise<boolean> {
    const { rowCount } = await this.bench.service.infrastructure.pool.query(
      `SELECT FROM payout_deadline d WHERE d.due_at <= $1 AND NOT EXISTS (SELECT FROM deadline_fired f WHERE f.deadlines = 'payout_deadline' AND f.tenant = d.tenant
         AND f.stream = d.stream AND f.name = d.name AND f.due_at = d.due_at AND (f.outcome IS NOT NULL OR f.retry_at > $1)) LIMIT 1`,
      [this.bench.now],
    )
    return rowCount !== 0
  }

  async faults(): Promise<Fault[]> {
    return [...await this.drift(), ...await this.faultsInBooks()]
  }

  /** Days later, when every channel has written down what moved last. */
  private async letStatementsCome(): Promise<void> {
    for (let day = 0; day < 2; day += 1) {
      this.bench.forward(DAY_ms)
      await this.post.bringLate()
      await this.reconcile()
      await this.quiet()
    }
  }

  /** Differences of the days that are still compared. */
  private async drift(): Promise<Fault[]> {
    const since = addMilliseconds(this.bench.now, -(DAYS_BACK - 1) * DAY_ms).slice(0, 10)
    const { rows } = await this.bench.service.infrastructure.pool.query<{ channel: string; day: string; kind: string; out_refund_no: string }>(
      `SELECT channel, day, kind, out_refund_no FROM reconciliation_difference WHERE status = 'open' AND day >= $1`, [since],
    )
    return rows.map((details) => ({ invariant: 'drift comes to zero', details }))
  }

  private faultsInBooks(): Promise<Fault[]> {
    return faultsInBooks(this.bench, this.channels, [...this.plans].map(([caseId, { approved_minor }]) => ({ caseId, approved_minor })))
  }

  async figures(): Promise<Figures> {
    const { rows } = await this.bench.service.infrastructure.pool.query<{ caseId: string; payouts: number; questions: number; events: number }>(
      `SELECT split_part(stream, '.', 2) AS "caseId", count(*) FILTER (WHERE type = 'PayoutRequested')::int AS payouts,
         count(*) FILTER (WHERE type IN ('PayoutOutcomeUnknown', 'PayoutDeferred'))::int AS questions, count(*)::int AS events FROM event GROUP BY stream`,
    )
    const byCase = new Map(rows.map((row) => [row.caseId, row]))
    return {
      cases: [...this.plans].map(([caseId, plan]) => ({ ...plan, payouts: byCase.get(caseId)!.payouts, questions: byCase.get(caseId)!.questions })),
      movements: [...(await ledgersOf(this.bench, this.channels)).values()].flat().length,
      rounds: this.rounds, events: rows.reduce((sum, { events }) => sum + events, 0), posted: this.post.posted, answers: this.post.answers,
    }
  }
}
