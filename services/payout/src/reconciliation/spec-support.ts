import { randomUUID } from 'node:crypto'
import type { Role } from '@recourse/kernel'
import type { PaymentChannel, RefundAnswer, RefundKey } from '@recourse/payment-channels'
import { ConsumerHost } from '@recourse/platform'
import type { TestAnswer, TestClient, TestIdentity } from '@recourse/platform/testing'
import type { KnownDifference, Sum } from '@recourse/reconciliation'
import { cny, HOUR_ms, PayoutBench, people, type Wanted } from '../spec-support.js'

/** Afternoon in China. */
export const NOW = '2026-11-22T08:00:00.000Z'
export const DAY = '2026-11-22'
export const MINUTE_ms = 60_000

export const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]

type Difference = KnownDifference & { readonly status: string }

export interface Report {
  readonly reconciliationId: string
  readonly settled: boolean
  readonly run: { readonly run: number; readonly counts: Readonly<Record<string, number>>; readonly sums: readonly Sum[] }
  readonly differences: readonly Difference[]
}

export const openOf = ({ differences }: Report): Difference[] => differences.filter(({ status }) => status !== 'resolved')

/**
 * The service with its sandbox, whose views run by themselves; policies and deadlines only as a spec says, so that a day can be reconciled before anybody
 * asks the channel. The sandbox's time is the bench's.
 */
export class ReconciliationBench {
  private ahead_ms = 0

  private constructor(readonly bench: PayoutBench, private readonly views: ConsumerHost) {
    this.setSandboxClock()
  }

  static async open(channels: readonly PaymentChannel[] = []): Promise<ReconciliationBench> {
    const bench = await PayoutBench.open({ consumers: false, now: NOW, channels })
    const views = new ConsumerHost(bench.service.infrastructure, { projections: bench.parts.projections! })
    await views.start()
    return new ReconciliationBench(bench, views)
  }

  async close(): Promise<void> {
    await this.views.stop()
    await this.bench.close()
  }

  as(roles: Role | Role[], identity?: TestIdentity): TestClient {
    return this.bench.service.as(roles, identity)
  }

  reconcile(channel: string, day = DAY, who = this.as('operations')): Promise<TestAnswer> {
    return who.post('/reconciliations', { channel, day })
  }

  /** Runs a day and answers its report. */
  async reported(channel: string, day = DAY, tenant = 'demo'): Promise<Report> {
    const { status, body } = await this.reconcile(channel, day, this.as('operations', { tenant }))
    if (status !== 201) throw new Error(JSON.stringify(body))
    return (await this.as('auditor', { tenant }).get(`/reconciliations/${body.id}`)).body
  }

  /** Every item of a list, once its view has seen everything. */
  async listed(path: string, tenant = 'demo'): Promise<any[]> {
    const position = await this.bench.service.infrastructure.store.head()
    return (await this.as('auditor', { tenant }).get(`${path}${path.includes('?') ? '&' : '?'}limit=200&min_position=${position}`)).body.items
  }

  async paidCase(wanted: Wanted = {}): Promise<string> {
    const caseId = await this.bench.approvedCase(wanted)
    await this.bench.settle()
    return caseId
  }

  /** A case whose payout was taken for failed, though the channel paid it after all. */
  async lostCase(bench = this.bench): Promise<string> {
    const caseId = await bench.approvedCase({ payee: 'wrong-name' })
    await this.bench.settle()
    const payee = { accountName: '林小满', accountNo: '6222-fine' }
    await this.bench.sandbox.channel().refund({ ...await this.keyOf(caseId, bench), amount: cny(10_000), paid: cny(10_000), reason: '退款', payee })
    return caseId
  }

  /** A payout that is requested and recorded as confirmed, whatever the channel knows of it. */
  async bookedCase(settledAt = this.bench.now): Promise<string> {
    const caseId = await this.bench.approvedCase()
    await this.bench.only('when-refund-approved-then-request-payout', caseId)
    const confirmed = { payoutNo: 1, amount: cny(10_000), channelReference: 'r', settledAt }
    await this.bench.accepted(this.bench.send(people.service, caseId, { type: 'RecordPayoutConfirmed', ...confirmed }))
    return caseId
  }

  async keyOf(caseId: string, bench = this.bench): Promise<RefundKey> {
    return { outRefundNo: `${caseId}-1`, paymentReference: (await bench.orderOf(caseId)).paymentLegs[0]!.reference }
  }

  async statusOf(caseId: string): Promise<string> {
    return (await this.bench.caseOf(caseId)).payouts[1]!.status
  }

  /** What a case knows of statements that differed, in order. */
  async statementsOf(caseId: string, bench = this.bench): Promise<[type: string, data: unknown][]> {
    return (await bench.historyOf(caseId)).filter(({ type }) => type.startsWith('Statement')).map(({ type, data }) => [type, data])
  }

  /** Lets time pass; nothing else happens meanwhile. */
  until(instant: string): void {
    this.bench.forward(Date.parse(instant) - Date.parse(this.bench.now))
  }

  /** From an afternoon to noon of the next day, when every statement is out. */
  nextDay(): void {
    this.bench.forward(20 * HOUR_ms)
  }

  setSandboxClock(): void {
    const by_ms = Date.parse(this.bench.now) - Date.now() - this.ahead_ms
    this.ahead_ms += by_ms
    this.bench.sandbox.pass(by_ms)
  }

  /** What is written down in the sandbox is changed behind everybody's back. */
  async tamper(change: string, value: unknown, outRefundNo: string): Promise<void> {
    await this.bench.service.infrastructure.pool.query(`UPDATE sandbox_channel.${change} = $1 WHERE out_refund_no = $2`, [value, outRefundNo])
  }
}

/** A refund that nobody here made. */
export const paidAtTheChannel = (channel: PaymentChannel, outRefundNo: string, paymentReference: string = randomUUID()): Promise<RefundAnswer> =>
  channel.refund({ outRefundNo, paymentReference, amount: cny(3_300), paid: cny(10_000), reason: 'by hand' })
