import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { money, type RecordedEvent } from '@recourse/kernel'
import { startTestService, TestClock, type TestAnswer, type TestClient, type TestService, type TestServiceOptions } from '@recourse/platform/testing'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream, type OpenedCase } from '@recourse/refund-case'
import { intake } from './definition.js'

/** A Sunday afternoon in Shanghai. */
export const NOW = '2026-11-22T08:00:00.000Z'
/** When food-delivery 1.1.0, which only these specs have, comes into force. */
export const NEW_PACK_FROM = '2026-12-01T00:00:00.000Z'

/** Status and code of a problem. */
export const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]

/** Pointers of the fields that a problem complains about, sorted. */
export const pointers = ({ body }: TestAnswer): string[] => body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()

/** Intake on a database and in folders of its own, at a time that stands still. */
export class IntakeBench {
  private constructor(readonly service: TestService, readonly clock: TestClock, readonly folder: string) {}

  static async open(options: Omit<TestServiceOptions, 'clock'> = {}): Promise<IntakeBench> {
    const folder = mkdtempSync(join(tmpdir(), 'recourse-intake-'))
    process.env.EVIDENCE_DIR = join(folder, 'evidence')
    process.env.POLICY_PACKS_DIR = packsWithNewerFood(join(folder, 'packs'))
    const clock = new TestClock(NOW)
    return new IntakeBench(await startTestService(intake, { ...options, clock }), clock, folder)
  }

  async close(): Promise<void> {
    await this.service.close()
    rmSync(this.folder, { recursive: true })
  }

  get lin(): TestClient {
    return this.service.as('customer', { id: 'lin' })
  }

  get feed(): TestClient {
    return this.service.as('importer')
  }

  /** Records an order of the customer `lin`; answers its number. */
  async order(change: object = {}): Promise<string> {
    const sent = orderOf(change)
    const answer = await this.feed.post('/orders', sent)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return sent.orderId
  }

  /** A case of `lin` on a new order, ready for its evidence. */
  async opened(change: object = {}): Promise<{ caseId: string; orderId: string; progressToken: string; position: string; version: number }> {
    const orderId = await this.order()
    const answer = await this.lin.post('/refund-cases', { ...requestFor(orderId), ...change })
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
    return { orderId, ...answer.body }
  }

  async caseOf(caseId: string): Promise<OpenedCase> {
    const decider = refundCaseDecider(loadPolicyPacks(process.env.POLICY_PACKS_DIR), loadCalendar())
    const { state } = await this.service.infrastructure.aggregates.load(decider, refundCaseStream('demo', caseId))
    if (state.phase === 'unopened') throw new Error(`case ${caseId} was never opened`)
    return state
  }

  history(caseId: string): Promise<RecordedEvent[]> {
    return this.service.infrastructure.aggregates.history(refundCaseStream('demo', caseId))
  }

  /** What is reserved of an order, and what is left, in minor units. */
  async reserved(orderId: string): Promise<[number, number]> {
    const { body } = await this.feed.get(`/orders/${orderId}`)
    return [body.reserved_minor, body.rest_minor]
  }

  /** Paths of all files of evidence. */
  evidenceFiles(): string[] {
    const folder = join(this.folder, 'evidence')
    return (readdirSync(folder, { recursive: true }) as string[]).map((name) => join(folder, name)).filter((path) => statSync(path).isFile())
  }
}

/** An order of 68.00 yuan as the feed sends it. */
export const orderOf = (change: object = {}) => {
  const order = { orderId: `A-${randomUUID()}`, placedAt: '2026-11-22T15:00:00+08:00', customerId: 'lin', paid_minor: 6_800, currency: 'CNY', ...change }
  return { paymentLegs: [{ channel: 'sandbox', reference: `pay-${order.orderId}`, amount_minor: order.paid_minor }], ...order }
}

export const requestFor = (orderId: string) => ({ orderId, pack: 'food-delivery', reason: 'QUALITY', amount_minor: 6_800, currency: 'CNY' })

/** The fields of a request past HTTP, as intake would send it if the order still had everything left. */
export const openingOf = (caseId: string, orderId: string, minor: number, paid = 6_800) => ({
  type: 'RequestRefund' as const, caseId, orderId, requested: money(minor, 'CNY'), reason: 'QUALITY', origin: 'ONLINE' as const, wantedWay: 'ORIGINAL' as const,
  pack: { id: 'food-delivery', version: '1.0.0' }, shown: [],
  facts: { customer: 'lin', placedAt: NOW, paid: money(paid, 'CNY'), rest: money(paid, 'CNY') },
})

const SHIPPED_PACKS = fileURLToPath(new URL('../../../libs/policy/packs', import.meta.url))

const packsWithNewerFood = (folder: string): string => {
  cpSync(SHIPPED_PACKS, folder, { recursive: true })
  const newer = join(folder, 'food-delivery', '1.1.0')
  cpSync(join(folder, 'food-delivery', '1.0.0'), newer, { recursive: true })
  const pack = readFileSync(join(newer, 'pack.yaml'), 'utf8')
  writeFileSync(join(newer, 'pack.yaml'), pack.replace('version: 1.0.0', 'version: 1.1.0').replace(/effectiveFrom: .*/, `effectiveFrom: ${NEW_PACK_FROM}`))
  return folder
}
