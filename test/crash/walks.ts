import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { eventually } from '@recourse/test-support'
import { caseOf, hashOfTransferFile, hoursAgo, letTimePass, recordOrder, requestRefund } from '@recourse/test-support/cases'
import type { Client, System } from '@recourse/test-support/system'

const PAYER = '林小满'
const AMOUNT_minor = 4_200
/** On a busy machine a service takes its time to start, and here it may have to start twice. */
const WITHIN_ms = 120_000

/** Short enough for every channel. */
const serial = (): string => randomBytes(6).toString('hex')

/** The course of a case that the machine approves, from its order to its closing, through whatever fails on the way. */
export const walks = {
  'answer lost': async (system: System): Promise<void> => {
    const { caseId, customer } = await openCase(system, { reference: `${serial()}-reset-after` })
    await inReceipt(system, caseId)
    await insist(customer, `/refund-cases/${caseId}/receipt-confirmation`)
    await closed(system, caseId)
  },
  'told by notice': async (system: System): Promise<void> => {
    const { caseId, customer } = await openCase(system, { channel: 'wechat-pay', reference: serial() })
    await inReceipt(system, caseId)
    await insist(customer, `/refund-cases/${caseId}/receipt-confirmation`)
    await closed(system, caseId)
  },
  'bank transfer': async (system: System): Promise<void> => {
    const account = `6222${randomInt(1e11, 1e12)}`
    await fetch(`${system.urls['sandbox-bank']}/sandbox/accounts`, { method: 'POST', body: JSON.stringify({ accountNo: account, accountName: PAYER }) })
    const { caseId, customer } = await openCase(system, { channel: 'bank-transfer', reference: serial() }, { way: 'BANK_TRANSFER', payee: { name: PAYER, account } })
    const maker = system.as('finance-maker')
    await eventually(`the transfer of ${caseId} waits for its file`, async () => {
      const { items } = await maker.get('payout', `/refund-cases/${caseId}/payouts`)
      return items[0]?.code === 'BATCH'
    }, WITHIN_ms)
    const { id } = await insist(maker, '/transfer-batches')
    const checker = system.as('finance-checker')
    const fileSha256 = await eventually(`the file ${id} can be looked at`, () => hashOfTransferFile(checker, id), WITHIN_ms)
    await insist(checker, `/transfer-batches/${id}/approval`, { fileSha256 })
    await inReceipt(system, caseId)
    await insist(customer, `/refund-cases/${caseId}/receipt-confirmation`)
    await closed(system, caseId)
  },
} satisfies Record<string, (system: System) => Promise<void>>

export type WalkName = keyof typeof walks

interface Ordered {
  readonly channel?: string
  /** Ends with what shall go wrong. */
  readonly reference: string
}

/** Each by a customer of its own: who asks often is not trusted to the machine. */
const openCase = async (system: System, order: Ordered, wanted: Readonly<Record<string, unknown>> = {}): Promise<{ caseId: string; customer: Client }> => {
  const customerId = `customer-${randomUUID()}`
  const customer = await system.customer(customerId)
  const orderId = await recordOrder(system, {
    paid_minor: AMOUNT_minor, customerId, payerName: PAYER, ...order,
    delivery: { status: 'IN_TRANSIT', eta: hoursAgo(2) }, placedAt: hoursAgo(3),
  })
  const { caseId } = await requestRefund(system, { orderId, pack: 'food-delivery', reason: 'NOT_DELIVERED', amount_minor: AMOUNT_minor, ...wanted }, customer)
  return { caseId, customer }
}

const inReceipt = (system: System, caseId: string): Promise<unknown> => eventually(`case ${caseId} waits for its receipt`, async () => {
  await letTimePass(system)
  return (await caseOf(system, caseId)).phase === 'receipt'
}, WITHIN_ms)

const closed = (system: System, caseId: string): Promise<unknown> =>
  eventually(`case ${caseId} is closed`, async () => (await caseOf(system, caseId)).phase === 'closed', WITHIN_ms)

/** Sends a command again under its key, as every client does, until the service has answered it. */
const insist = (who: Client, path: string, body: unknown = {}): Promise<any> => {
  const key = randomUUID()
  return eventually(`an answer to ${path}`, async () => {
    const { status, body: answer } = await who.command('payout', path, body, { key })
    if (status < 300) return answer
    throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`)
  }, WITHIN_ms)
}
