import { randomUUID } from 'node:crypto'
import { addMilliseconds, money, type Actor, type PersonalData } from '@recourse/kernel'
import { orderDecider, orderStream } from '@recourse/order'
import { startTestService, TestClock, type TestAnswer, type TestService } from '@recourse/platform/testing'
import { loadCalendar, loadCurricula, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream } from '@recourse/refund-case'
import { trainingDecider, trainingStream } from '@recourse/training'
import { audit } from './definition.js'

/** A Sunday afternoon in Shanghai. */
export const NOW = '2026-11-22T08:00:00.000Z'
export const HOUR_ms = 3_600_000
export const LIN: Actor = { id: 'lin', roles: ['customer'] }
export const AUTOMATIC_REVIEW = 'when-review-opened-then-review-automatically'

export const decider = refundCaseDecider(loadPolicyPacks(), loadCalendar())

const curricula = loadCurricula()

/** Status and code of a problem. */
export const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]

export interface WantedCase {
  readonly minor?: number
  /** QUALITY waits for evidence, PERSONAL is referred to a person at once. */
  readonly reason?: 'QUALITY' | 'PERSONAL' | 'NOT_DELIVERED' | 'NOT_PROVIDED'
  readonly pack?: 'food-delivery' | 'membership' | 'clinic-aesthetics'
  readonly tenant?: string
  readonly openedBy?: Actor
  /** Who gets the money; `lin` when left out. */
  readonly customer?: string
  readonly personal?: PersonalData
  /** Promised time of delivery of an order that is still on its way. */
  readonly promised?: string
}

/** Audit on a database of its own, at a time that stands still until it is moved. */
export class AuditBench {
  private constructor(readonly service: TestService, readonly clock: TestClock) {}

  static async open(): Promise<AuditBench> {
    const clock = new TestClock(NOW)
    const bench = new AuditBench(await startTestService(audit, { clock }), clock)
    await bench.trained('refund-policy', 'reviewer', 'supervisor', 'finance-checker')
    return bench
  }

  close(): Promise<void> {
    return this.service.close()
  }

  /** These people have passed a course just now. */
  async trained(course: string, ...people: readonly string[]): Promise<void> {
    const items = curricula.get(course)!.items.map(({ id }) => id)
    for (const person of people) {
      await this.service.given(trainingDecider(curricula), trainingStream('demo', person), {
        type: 'RecordTraining', person, course, items, score_percent: 90, heldAt: this.clock.now(), trainer: 'trainer',
      }, { id: 'training-office', roles: ['operations'] })
    }
  }

  forward(milliseconds: number): void {
    this.clock.instant = addMilliseconds(this.clock.instant, milliseconds)
  }

  /** A case of the customer `lin` on an order paid in full, as far as the automatic review takes it. Answers its id. */
  async caseWith(wanted: WantedCase = {}): Promise<string> {
    const { minor = 6_800, reason = 'PERSONAL', pack = 'food-delivery', tenant = 'demo', openedBy = LIN, customer = 'lin', personal, promised } = wanted
    const [caseId, paid, placedAt] = [randomUUID(), money(minor, 'CNY'), addMilliseconds(this.clock.now(), -HOUR_ms)]
    const orderId = `A-${caseId}`
    await this.service.given(orderDecider, orderStream(tenant, orderId), {
      type: 'RecordOrder', orderId, placedAt, customer, paid, paymentLegs: [{ channel: 'sandbox', reference: orderId, amount: paid }],
    })
    const underWay = { type: 'UpdateDelivery', status: 'IN_TRANSIT', at: placedAt } as const
    if (promised) await this.service.given(orderDecider, orderStream(tenant, orderId), { ...underWay, eta: promised })
    const { position } = await this.service.given(decider, refundCaseStream(tenant, caseId), {
      type: 'RequestRefund', caseId, orderId, requested: paid, reason, origin: 'ONLINE', wantedWay: 'ORIGINAL', pack: { id: pack, version: '1.0.0' }, shown: [],
      facts: { customer, placedAt, paid, rest: paid }, ...(personal ? { personal } : {}),
    }, openedBy)
    await this.service.handled(AUTOMATIC_REVIEW, position)
    return caseId
  }

  /** The same with the finding that every decision on food needs. */
  async reviewedCase(wanted: WantedCase = {}): Promise<string> {
    const caseId = await this.caseWith(wanted)
    await this.accepted('reviewer', caseId, 'findings', FINDING)
    return caseId
  }

  /** The same when the customer was spoken with too, as every refusal needs. */
  async heardCase(wanted: WantedCase = {}): Promise<string> {
    const caseId = await this.reviewedCase(wanted)
    await this.accepted('agent', caseId, 'contact-attempts', REACHED)
    return caseId
  }

  /** Closed by a reviewer's refusal. */
  async refusedCase(wanted: WantedCase = {}): Promise<string> {
    const caseId = await this.heardCase(wanted)
    await this.accepted('reviewer', caseId, 'refusal', REFUSAL)
    return caseId
  }

  /** A reviewer's or supervisor's command; answers the body. @throws Error when it is refused. */
  async accepted(role: 'reviewer' | 'supervisor' | 'agent', caseId: string, command: string, body: object): Promise<any> {
    const answer = await this.service.as(role).post(`/refund-cases/${caseId}/${command}`, body)
    if (answer.status !== 200) throw new Error(`${command}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async typesOf(caseId: string): Promise<string[]> {
    return (await this.service.infrastructure.aggregates.history(refundCaseStream('demo', caseId))).map(({ type }) => type)
  }

  head(): Promise<string> {
    return this.service.infrastructure.store.head()
  }
}

export const REACHED = { channel: 'PHONE', outcome: 'REACHED' }
export const REFUSAL = { reason: 'NOT_TRUE', clauseId: 'evidence' }
export const FINDING = { item: 'REASON_TRUE', finding: 'CONFIRMED' }
export const amount = (minor: number) => ({ amount_minor: minor, currency: 'CNY' })
