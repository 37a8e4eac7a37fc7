import { createHash, randomUUID } from 'node:crypto'
import type { Client } from './client.js'
import { eventually } from './eventually.js'
import { subjectOf, type System, type TestRole } from './system.js'

/** The smallest PNG there is: one pixel. */
export const PICTURE = Uint8Array.from(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64'),
)

const HOUR_MS = 3_600_000

/** The day in Shanghai, so many days ago. */
export const dayAgo = (days: number): string => new Date(Date.now() - days * 24 * HOUR_MS + 8 * HOUR_MS).toISOString().slice(0, 10)

export const hoursAgo = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString()

export interface OrderFacts {
  readonly paid_minor: number
  readonly currency?: string
  readonly placedAt?: string
  readonly customerId?: string
  readonly payerName?: string
  readonly delivery?: { readonly status: string; readonly eta?: string }
  /** What the contract says of an order that is paid before it is had. */
  readonly prepaid?: Readonly<Record<string, unknown>>
  /** Decides how the sandbox behaves when the money goes back the way it came. */
  readonly reference?: string
  /** What it was paid by; default the sandbox. */
  readonly channel?: string
  /** Its payments, when it was paid by more than one. */
  readonly paymentLegs?: readonly { readonly channel: string; readonly reference: string; readonly amount_minor: number }[]
}

/** Records a paid order and answers its number. */
export const recordOrder = (system: System, order: OrderFacts): Promise<string> => recordOrderAs(system.as('service'), order)

/** An event of another tenant. */
export const recordOrderElsewhere = (system: System): Promise<string> => recordOrderAs(system.almighty('elsewhere'), { paid_minor: 100 })

const recordOrderAs = async (shop: Client, order: OrderFacts): Promise<string> => {
  const { paid_minor, currency = 'CNY', placedAt = hoursAgo(72), customerId = 'customer-1', payerName, delivery, prepaid, channel = 'sandbox' } = order
  const orderId = `order-${randomUUID()}`
  const { paymentLegs = [{ channel, reference: order.reference ?? `pay-${orderId}`, amount_minor: paid_minor }] } = order
  await shop.post('intake', '/orders', { orderId, placedAt, customerId, paid_minor, currency, paymentLegs, ...(payerName ? { payerName } : {}), ...(delivery ? { delivery } : {}), ...(prepaid ? { prepaid } : {}) })
  return orderId
}

export interface Requested {
  readonly caseId: string
  readonly version: number
  readonly position: string
  readonly progressToken: string
}

export type RefundFacts = Readonly<Record<string, unknown>> & { readonly orderId: string; readonly pack: string; readonly reason: string; readonly amount_minor: number }

export const requestRefund = (system: System, refund: RefundFacts, by: TestRole | Client = 'customer'): Promise<Requested> =>
  (typeof by === 'string' ? system.as(by) : by).post('intake', '/refund-cases', { currency: 'CNY', ...refund })

/** The case as staff sees it. */
export const caseOf = (system: System, caseId: string): Promise<any> => system.as('auditor').get('audit', `/refund-cases/${caseId}`)

/** Waits until a case is in a phase, and answers it. */
export const inPhase = (system: System, caseId: string, phase: string): Promise<any> =>
  eventually(`case ${caseId} in the phase ${phase}`, async () => {
    const found = await caseOf(system, caseId)
    if (found.phase !== phase) throw new Error(`it is in the phase ${found.phase}: ${JSON.stringify(found)}`)
    return found
  })

/** Waits until the machine has looked at a case and left it to a person. */
export const waitingForPerson = (system: System, caseId: string): Promise<any> =>
  eventually(`case ${caseId} was reviewed by the machine`, async () => {
    const found = await caseOf(system, caseId)
    return found.phase === 'review' && found.autoReviewed && found
  })

export const eventsOf = async (system: System, caseId: string): Promise<readonly any[]> =>
  (await system.as('auditor').get('audit', `/refund-cases/${caseId}/history`)).events

/** A finding for every review item of the pack, by the role it belongs to. */
export const recordFindings = async (system: System, caseId: string, pack: string, evidenceIds: readonly string[]): Promise<void> => {
  const { reviewItems } = await system.anybody.get<{ reviewItems: readonly { code: string }[] }>('intake', `/packs/${pack}`)
  for (const { code } of reviewItems) {
    const reviewer = system.as(code.startsWith('MEDICAL') ? 'doctor' : 'reviewer')
    await reviewer.post('audit', `/refund-cases/${caseId}/findings`, { item: code, finding: 'CONFIRMED', evidenceIds })
  }
}

/** Whoever holds one of these roles has passed a course just now. */
export const trainStaff = async (system: System, course: string, ...roles: readonly TestRole[]): Promise<void> => {
  const { items: curricula } = await system.as('operations').get<{ items: readonly { id: string; items: readonly { id: string }[] }[] }>('audit', '/curricula')
  const items = curricula.find(({ id }) => id === course)!.items.map(({ id }) => id)
  for (const role of roles) {
    const record = { person: subjectOf(role), course, items, score_percent: 90, heldAt: hoursAgo(1), trainer: 'trainer-1' }
    await system.as(role === 'operations' ? 'admin' : 'operations').post('audit', '/training-records', record)
  }
}

/** Lets the time pass until the channel is asked about a payout whose outcome is not known: the first rung of the ladder is a minute. */
export const untilNextQuestion = async (system: System, caseId: string): Promise<void> => {
  // Else the row may still be that of an earlier event, and the next one would overwrite it.
  await system.settled()
  await eventually(`a question about ${caseId} is due`, async () => {
    const { rowCount } = await system.pool.query(`UPDATE payout_deadline SET due_at = now() WHERE name = 'payoutQuery' AND stream = $1`, [`refundCase-demo.${caseId}`])
    return (rowCount ?? 0) > 0
  })
}

/** The same for every payout whose outcome is not known. */
export const letTimePass = async (system: System): Promise<void> => {
  await system.pool.query(`UPDATE payout_deadline SET due_at = now() WHERE name = 'payoutQuery'`)
}

/** Somebody has an account at the bank, under that name. */
export const hasAccount = async (system: System, accountName: string, accountNo: string): Promise<void> => {
  await fetch(`${system.urls['sandbox-bank']}/sandbox/accounts`, { method: 'POST', body: JSON.stringify({ accountName, accountNo }) })
}

/** As a checker takes it: of the bytes that they were given. */
export const hashOfTransferFile = async (checker: Client, batchId: string): Promise<string> =>
  createHash('sha256').update(await checker.download('payout', `/transfer-batches/${batchId}/file`)).digest('hex')

/** Once the transfer of a case waits: one of finance puts it into a file, another lets the file go to the bank. */
export const sendTransfer = async (system: System, caseId: string): Promise<void> => {
  const maker = system.as('finance-maker')
  await eventually(`the transfer of ${caseId} waits`, async () => (await maker.get('payout', `/refund-cases/${caseId}/payouts`)).items.at(-1)?.code === 'BATCH')
  const { id } = await maker.post('payout', '/transfer-batches')
  const checker = system.as('finance-checker')
  await checker.post('payout', `/transfer-batches/${id}/approval`, { fileSha256: await hashOfTransferFile(checker, id) })
}
