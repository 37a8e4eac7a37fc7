import { randomBytes, randomUUID } from 'node:crypto'
import { eventually } from '@recourse/test-support'
import { caseOf, eventsOf, hoursAgo, letTimePass, recordOrder, requestRefund } from '@recourse/test-support/cases'
import type { Client, System } from '@recourse/test-support/system'

export const PAYER = '林小满'
export const AMOUNT_minor = 4_200
/** On a busy machine a service takes its time to start, and here it has to start again and again. */
export const WITHIN_ms = 900_000

/** Short enough for every channel. */
export const serial = (): string => randomBytes(6).toString('hex')

export interface Case {
  readonly caseId: string
  readonly customer: Client
}

interface Ordered {
  readonly channel?: string
  /** Ends with what shall go wrong. */
  readonly reference?: string
  readonly paymentLegs?: readonly { readonly channel: string; readonly reference: string; readonly amount_minor: number }[]
}

/** A case that the machine approves. Each by a customer of its own: who asks often is not trusted to the machine. */
export const openCase = async (system: System, order: Ordered, wanted: Readonly<Record<string, unknown>> = {}): Promise<Case> => {
  const customerId = `customer-${randomUUID()}`
  const customer = await system.customer(customerId)
  const orderId = await recordOrder(system, {
    paid_minor: AMOUNT_minor, customerId, payerName: PAYER, ...order,
    delivery: { status: 'IN_TRANSIT', eta: hoursAgo(2) }, placedAt: hoursAgo(3),
  })
  const { caseId } = await requestRefund(system, { orderId, pack: 'food-delivery', reason: 'NOT_DELIVERED', amount_minor: AMOUNT_minor, ...wanted }, customer)
  return { caseId, customer }
}

/** Waits until the channel has said that everything arrived, and has the customer confirm it. */
export const received = async (system: System, { caseId, customer }: Case): Promise<void> => {
  await inReceipt(system, caseId)
  await insist(customer, `/refund-cases/${caseId}/receipt-confirmation`)
  await eventually(`case ${caseId} is closed`, async () => (await caseOf(system, caseId)).phase === 'closed', WITHIN_ms)
}

/** Meanwhile the channel is asked, as if it had long been time. */
export const inReceipt = (system: System, caseId: string): Promise<unknown> => eventually(`case ${caseId} waits for its receipt`, async () => {
  await letTimePass(system)
  return (await caseOf(system, caseId)).phase === 'receipt'
}, WITHIN_ms)

/** The last payout of a case once finance can see this of it; meanwhile the channel is asked. */
export const payoutThat = (system: System, caseId: string, shows: Readonly<Record<string, string>>): Promise<any> => {
  const what = `the last payout of ${caseId} shows ${JSON.stringify(shows)}`
  return eventually(what, async () => {
    await letTimePass(system)
    const { items } = await system.as('finance-maker').get('payout', `/refund-cases/${caseId}/payouts`)
    return Object.entries(shows).every(([name, value]) => items.at(-1)[name] === value) && items.at(-1)
  }, WITHIN_ms)
}

/** One of finance corrects what a payout failed by, and another sends it again: each once, however often they have to ask. */
export const correctAndResubmit = async (system: System, { caseId }: Case): Promise<void> => {
  await payoutThat(system, caseId, { needs: 'correction' })
  await insist(system.as('finance-maker'), `/refund-cases/${caseId}/payout-details`, { name: PAYER, account: '6222-fine' })
  const payout = await payoutThat(system, caseId, { needs: 'resubmission' })
  await insist(system.as('finance-checker'), `/refund-cases/${caseId}/payout-resubmission`, { correctionVersion: payout.correction.version })
}

/** @throws Error when the case has not exactly these events, each once, beside others */
export const happenedOnce = async (system: System, caseId: string, ...types: readonly string[]): Promise<void> => {
  const events = await eventsOf(system, caseId)
  const counts = types.map((type) => `${type} ${events.filter((event) => event.type === type).length}`)
  if (counts.some((count) => !count.endsWith(' 1'))) throw new Error(`case ${caseId}: ${counts.join(', ')}`)
}

/** Sends a command again under its key, as every client does, until the service has answered it. */
export const insist = (who: Client, path: string, body: unknown = {}): Promise<any> => {
  const key = randomUUID()
  return eventually(`an answer to ${path}`, async () => {
    const { status, body: answer } = await who.command('payout', path, body, { key })
    if (status < 300) return answer
    throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`)
  }, WITHIN_ms)
}
