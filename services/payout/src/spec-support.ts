import { randomUUID } from 'node:crypto'
import { causeOf, executionOf, systemTiming, type CommandFields, type Execution, type Key, type Policy } from '@recourse/event-flow'
import { START, type Executed, type Loaded } from '@recourse/event-store'
import {
  addMilliseconds, isRefusal, money, uuidv5, type Actor, type Command, type Decider, type Money, type RecordedEvent, type Refusal, type Role,
} from '@recourse/kernel'
import { orderDecider, orderStream, reservedFor, type OrderCommand, type PaymentLeg, type RecordedOrder } from '@recourse/order'
import type { PaymentChannel } from '@recourse/payment-channels'
import { hastyWhereSilent, startSandbox, type RunningSandbox } from '@recourse/payment-channels/testing'
import type { Logger, ServiceParts } from '@recourse/platform'
import { startTestService, TestClock, type TestService } from '@recourse/platform/testing'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream, type OpenedCase, type PayoutStatus, type RefundCaseCommand } from '@recourse/refund-case'
import { eventually } from '@recourse/test-support'
import { payout } from './definition.js'

const TENANT = 'demo'
export const HOUR_ms = 3_600_000

export const cny = (minor: number): Money => money(minor, 'CNY')
export const person = (id: string, ...roles: Role[]): Actor => ({ id, roles })

export const people = {
  customer: person('lin', 'customer'),
  reviewer: person('chen', 'reviewer'),
  maker: person('wu', 'finance-maker'),
  checker: person('zheng', 'finance-checker'),
  bothInOne: person('qian', 'finance-maker', 'finance-checker'),
  service: person('system', 'service'),
} as const

export interface Wanted {
  readonly paid?: number
  readonly requested?: number
  readonly approved?: number
  /** End of the payment's reference: the sandbox behaves by it. */
  readonly behaviour?: string
  readonly channel?: string
  /** The channel's own reference of the payment; one that says the behaviour when left out. */
  readonly reference?: string
  /** End of the payee's account: the money goes by bank transfer. */
  readonly payee?: string
  readonly customer?: Actor
  /** The payments of the order, when it is paid by more than one. */
  readonly legs?: readonly PaymentLeg[]
  /** An order that is recorded already. */
  readonly onOrder?: string
}

const BRIEFLY_MS = 250
const LONG_MS = 30_000

/** Only what the sandbox will never answer is waited for briefly, so that a busy machine changes no outcome. */
const channelOf = (sandbox: RunningSandbox, notifyUrl?: string): PaymentChannel =>
  hastyWhereSilent(sandbox.channel(LONG_MS, notifyUrl), sandbox.channel(BRIEFLY_MS, notifyUrl))

export interface BenchSettings {
  readonly consumers: boolean
  /** Beside the sandbox. */
  readonly channels?: readonly PaymentChannel[]
  /** Where the sandbox sends its notices. */
  readonly notifyUrl?: string
  /** What time it is; from then on it stands still until a spec says otherwise. */
  readonly now?: string
  readonly logger?: Logger
}

/** The process dies when something is to be recorded on the case: for `only`. */
export const killed = (execution: Execution): Execution => ({
  load: execution.load,
  execute: (decider, stream, ...rest) => (stream.startsWith('refundCase-') ? Promise.reject(new Error('killed')) : execution.execute(decider, stream, ...rest)),
})

/** This service with a running sandbox. Without its consumers, policies and deadlines run only as a spec says: `settle`, `later`, `only`. */
export class PayoutBench {
  private readonly deadlines = new Map<string, Record<string, unknown>>()
  private readonly decider = refundCaseDecider(loadPolicyPacks(), loadCalendar())
  private position = START

  private constructor(
    readonly service: TestService, readonly parts: ServiceParts, readonly sandbox: RunningSandbox, readonly clock: TestClock,
    /** Another process of this service on the same database; nothing of it runs by itself. */
    readonly another: () => Promise<ServiceParts>,
    private readonly tenant = TENANT,
  ) {}

  /** Cases and orders of another tenant of the same service. */
  of(tenant: string): PayoutBench {
    return new PayoutBench(this.service, this.parts, this.sandbox, this.clock, this.another, tenant)
  }

  static async open({ consumers, channels = [], notifyUrl, now = '2026-11-22T08:00:00.000Z', logger }: BenchSettings): Promise<PayoutBench> {
    const clock = new TestClock(now)
    let sandbox: RunningSandbox | undefined
    let parts: ServiceParts
    const definition = payout(async ({ config }) => {
      sandbox ??= await startSandbox(config.DATABASE_URL)
      return [channelOf(sandbox, notifyUrl), ...channels]
    }, { ...systemTiming, elapsed_ms: () => Date.parse(clock.now()) + performance.now() })
    const open = async (...given: Parameters<typeof definition.open>) => (parts = await definition.open(...given))
    const service = await startTestService({ ...definition, open }, { clock, consumers, ...(logger ? { logger } : {}) })
    return new PayoutBench(service, parts!, sandbox!, clock, async () => definition.open(service.infrastructure))
  }

  async close(): Promise<void> {
    await this.sandbox.stop()
    await this.service.close()
  }

  get now(): string {
    return this.clock.now()
  }

  /** An order and a case on it, approved by a reviewer; nothing of it is settled by the policies yet. Answers the case's id. */
  async approvedCase(wanted: Wanted = {}): Promise<string> {
    const { paid = 10_000, requested = paid, approved = requested, behaviour = 'plain', channel = 'sandbox', reference, payee, customer = people.customer, legs, onOrder } = wanted
    const caseId = randomUUID()
    const orderId = onOrder ?? `A-${caseId}`
    if (!onOrder) await this.recordOrder(orderId, legs ?? [{ channel, reference: reference ?? `pay-${orderId}-${behaviour}`, amount: cny(paid) }])
    await this.request(caseId, orderId, requested, { payee, customer })
    await this.approve(caseId, approved)
    return caseId
  }

  private async recordOrder(orderId: string, paymentLegs: readonly PaymentLeg[]): Promise<void> {
    await this.toOrder(orderId, {
      type: 'RecordOrder', orderId, placedAt: addMilliseconds(this.now, -HOUR_ms), customer: people.customer.id,
      paid: cny(paymentLegs.reduce((sum, { amount }) => sum + amount.minor, 0)), paymentLegs: [...paymentLegs], personal: { person: people.customer.id, fields: { payerName: '林小满' } },
    })
  }

  private async request(caseId: string, orderId: string, requested: number, { payee, customer }: { payee?: string; customer: Actor }): Promise<void> {
    await this.accepted(this.send(customer, caseId, {
      type: 'RequestRefund', caseId, orderId, requested: cny(requested), reason: 'NOT_DELIVERED', origin: 'ONLINE',
      wantedWay: payee ? 'BANK_TRANSFER' : 'ORIGINAL', pack: { id: 'food-delivery', version: '1.0.0' }, shown: [],
      facts: { customer: customer.id, placedAt: addMilliseconds(this.now, -HOUR_ms), paid: cny(requested), rest: cny(requested), sameName: 'YES' },
      ...(payee ? { personal: { person: customer.id, fields: { payee: { name: '林小满', account: `6222-${payee}` } } } } : {}),
    }))
  }

  async approve(caseId: string, amount: number): Promise<void> {
    await this.accepted(this.send(people.service, caseId, { type: 'AutomaticallyReview', facts: { placedAt: addMilliseconds(this.now, -HOUR_ms), rest: cny(amount) } }))
    await this.accepted(this.send(people.reviewer, caseId, { type: 'RecordFinding', item: 'REASON_TRUE', finding: 'CONFIRMED', evidenceIds: [] }))
    await this.accepted(this.send(people.reviewer, caseId, { type: 'ApproveRefund', amount: cny(amount), breakdown: [] }))
  }

  /** A person's command to a case. */
  send(actor: Actor, caseId: string, fields: CommandFields<RefundCaseCommand>): Promise<Executed | Refusal> {
    return this.carryOut(this.decider, refundCaseStream(this.tenant, caseId), fields, actor)
  }

  /** A second person, who has looked at the correction as it stands, sends a payout again. */
  async resubmit(caseId: string, payoutNo: number, by = people.checker): Promise<Executed | Refusal> {
    const { payouts } = await this.caseOf(caseId)
    const facts = { reserved: reservedFor(await this.orderOf(caseId), caseId) }
    return this.send(by, caseId, { type: 'ResubmitPayout', payoutNo, correctionVersion: payouts[payoutNo]?.correction?.version, facts })
  }

  async toOrder(orderId: string, fields: CommandFields<OrderCommand>): Promise<void> {
    await this.accepted(this.carryOut(orderDecider, orderStream(this.tenant, orderId), fields, people.service))
  }

  async accepted(outcome: Promise<Executed | Refusal>): Promise<Executed> {
    const result = await outcome
    if (isRefusal(result)) throw new Error(`${result.code}: ${JSON.stringify(result.details)}`)
    return result
  }

  /** With consumers: waits until they have brought a payout to a status. */
  async reached(caseId: string, status: PayoutStatus, payoutNo = 1): Promise<void> {
    await eventually(`payout ${payoutNo} is ${status}`, async () => (await this.caseOf(caseId)).payouts[payoutNo]?.status === status)
  }

  /** Carries out what follows from every new event, until nothing follows any more. */
  async settle(): Promise<void> {
    const { store, codec } = this.service.infrastructure
    for (let page = await store.readAll(this.position); page.length > 0; page = await store.readAll(this.position)) {
      for (const stored of page) {
        const event = codec.decode(stored)
        this.noteDeadlines(event)
        for (const policy of this.parts.policies!) if (policy.types.has(event.type)) await policy.effect(event, this.executionFor(policy, event))
        this.position = stored.position
      }
    }
  }

  /** Lets time pass. */
  forward(milliseconds: number): void {
    this.clock.instant = addMilliseconds(this.now, milliseconds)
  }

  /** Lets time pass, fires the deadlines that are due then, and settles. */
  async later(milliseconds: number): Promise<void> {
    this.forward(milliseconds)
    const [set] = this.parts.deadlines!
    const due = [...this.deadlines.values()].filter((row) => (row['due_at'] as string) <= this.now)
    for (const { tenant, stream, name, due_at, data, correlation_id } of due as Record<string, string>[]) {
      const execution = executionOf(this.service.infrastructure.aggregates, {
        tenant: tenant!, actor: people.service, correlationId: correlation_id!, now: () => this.now,
        commandId: (key) => uuidv5(`${stream}/${name}/${due_at}/${key}`),
      })
      await set!.fire({ tenant: tenant!, stream: stream!, name: name!, dueAt: due_at!, data, correlationId: correlation_id! }, execution)
    }
    await this.settle()
  }

  waitingDeadlines(caseId: string): string[] {
    return [...this.deadlines.values()].filter((row) => row['stream'] === refundCaseStream(this.tenant, caseId)).map((row) => String(row['name']))
  }

  /** Carries out one policy for the first event of its kind in a case, and no other. */
  async only(name: string, caseId: string, over: (execution: Execution) => Execution = (execution) => execution): Promise<void> {
    const policy = this.policy(name)
    const event = (await this.historyOf(caseId)).find(({ type }) => policy.types.has(type))!
    await policy.effect(event, over(this.executionFor(policy, event)))
  }

  policy(name: string): Policy {
    return this.parts.policies!.find((policy) => policy.name === name)!
  }

  /** As the runner does it: ids follow from the event, and a refusal that the policy does not expect is an error. */
  executionFor(policy: Policy, event: RecordedEvent): Execution {
    const { aggregates, clock } = this.service.infrastructure
    const execution = executionOf(aggregates, causeOf(policy.name, event, clock))
    return {
      load: execution.load,
      execute: async <State, C extends Command>(decider: Decider<State, C>, stream: string, command: CommandFields<C>, key?: string, read?: Loaded<State>) => {
        const result = await execution.execute(decider, stream, command, key, read)
        if (isRefusal(result) && !policy.stale.has(result.code)) throw new Error(`${policy.name} was refused: ${result.code} ${JSON.stringify(result.details)}`)
        return result
      },
    }
  }

  async caseOf(caseId: string): Promise<OpenedCase> {
    const { state } = await this.service.infrastructure.aggregates.load(this.decider, refundCaseStream(this.tenant, caseId))
    if (state.phase === 'unopened') throw new Error(`case ${caseId} was never opened`)
    return state
  }

  async historyOf(caseId: string): Promise<readonly RecordedEvent[]> {
    return this.service.infrastructure.aggregates.history(refundCaseStream(this.tenant, caseId))
  }

  /** Types of the events of its payouts, in order. */
  async payoutEvents(caseId: string): Promise<string[]> {
    return (await this.historyOf(caseId)).map(({ type }) => type).filter((type) => /^(Payout|ReservationLost|RefundCaseClosed)/.test(type))
  }

  async orderOf(caseId: string): Promise<RecordedOrder> {
    const { state } = await this.service.infrastructure.aggregates.load(orderDecider, orderStream(this.tenant, (await this.caseOf(caseId)).orderId))
    return state as RecordedOrder
  }

  /** Money that really moved for a case: out is positive, back negative. */
  async moved(caseId: string): Promise<number[]> {
    const movements = (await this.sandbox.movements()).filter(({ outRefundNo }) => outRefundNo.startsWith(caseId))
    return movements.map(({ direction, amount }) => (direction === 'out' ? amount.minor : -amount.minor))
  }

  private noteDeadlines(event: RecordedEvent): void {
    const { projection } = this.parts.deadlines![0]!
    if (!projection.types!.has(event.type)) return
    const named = (key: Key): string => JSON.stringify(key)
    projection.reduce({
      get: (...key: Key) => this.deadlines.get(named(key)),
      put: (row: Record<string, string>) => this.deadlines.set(named(projection.key.map((column) => row[column]!)), row),
      delete: (...key: Key) => this.deadlines.delete(named(key)),
    }, event)
  }

  private carryOut<State, C extends Command>(decider: Decider<State, C>, stream: string, fields: CommandFields<C>, actor: Actor): Promise<Executed | Refusal> {
    const context = { id: randomUUID(), tenant: this.tenant, actor, now: this.now, correlationId: 'spec' }
    return this.service.infrastructure.aggregates.execute(decider as Decider<any, any>, stream, { ...(fields as object), ...context })
  }
}
