import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { NoticeEnvelope } from '@recourse/payment-channels'
import { openNoticeInbox, startStripeSandbox, type NoticeInbox, type RunningStripeSandbox } from '@recourse/payment-channels/testing'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import { PayoutBench } from './spec-support.js'

/** So long after it was made a refund of the sandbox is decided. */
const DECIDED_AFTER_MS = 660_000

let database: TestDatabase
let stripe: RunningStripeSandbox
let inbox: NoticeInbox
let bench: PayoutBench
let url: string

beforeAll(async () => {
  inbox = await openNoticeInbox()
  database = await createTestDatabase()
  stripe = await startStripeSandbox(database.url, { notifyUrl: inbox.url })
  bench = await PayoutBench.open({ consumers: true, now: new Date().toISOString(), channels: [stripe.channel()] })
  url = await bench.service.listen()
})
afterAll(async () => {
  await bench.close()
  await stripe.stop()
  await inbox.close()
  await database.drop()
})

/** Posts a notice to the public door, as Stripe does. */
const deliver = async ({ headers, body }: NoticeEnvelope): Promise<{ status: number; text: string }> => {
  const { 'content-type': type, 'stripe-signature': signature } = headers as Record<string, string>
  const sent = { 'content-type': type!, 'stripe-signature': signature! }
  const answer = await fetch(`${url}/channel-notices/stripe`, { method: 'POST', headers: sent, body: Buffer.from(body) })
  return { status: answer.status, text: await answer.text() }
}

const sentSince = (before: number): Promise<NoticeEnvelope> => eventually('a notice of Stripe', async () => inbox.received[before])

const noticeOf = async (caseId: string, kind: Parameters<RunningStripeSandbox['sendNotice']>[1]): Promise<NoticeEnvelope> => {
  const before = inbox.received.length
  await stripe.sendNotice(`${caseId}-1`, kind)
  return sentSince(before)
}

/** Stripe has paid the refund of a case and told so, but its answer was lost. */
const lostAnswer = async (): Promise<{ caseId: string; notice: NoticeEnvelope }> => {
  const before = inbox.received.length
  const caseId = await bench.approvedCase({ channel: 'stripe', reference: `pi_${randomUUID()}-server-error-after` })
  await bench.reached(caseId, 'unknown')
  return { caseId, notice: await sentSince(before) }
}

const rows = async (caseId: string) =>
  (await bench.service.infrastructure.pool.query('SELECT outcome FROM channel_notice WHERE out_refund_no = $1', [`${caseId}-1`])).rows

describe('a genuine webhook of Stripe', () => {
  it('ends an unknown outcome, once, however often it comes (LS10)', async () => {
    const { caseId, notice } = await lostAnswer()
    const answers = await Promise.all([deliver(notice), deliver(notice), deliver(await noticeOf(caseId, 'again'))])
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ status: 200, text: '{"received":true}' })))
    await bench.reached(caseId, 'confirmed')
    expect(await rows(caseId)).toHaveLength(1)
    expect((await bench.payoutEvents(caseId)).filter((type) => type === 'PayoutConfirmed')).toHaveLength(1)
    expect((await stripe.movements()).filter(({ outRefundNo }) => outRefundNo === `${caseId}-1`)).toHaveLength(1)
  })

  it('is believed when it is a day late: Stripe signs every delivery anew', async () => {
    const { caseId } = await lostAnswer()
    expect((await deliver(await noticeOf(caseId, 'late'))).status).toBe(200)
    await bench.reached(caseId, 'confirmed')
  })

  it('tells of money that came back after it was confirmed', async () => {
    const caseId = await bench.approvedCase({ channel: 'stripe', reference: `pi_${randomUUID()}-returned` })
    await bench.reached(caseId, 'confirmed')
    const before = inbox.received.length
    stripe.settle()
    bench.forward(DECIDED_AFTER_MS)
    expect((await deliver(await sentSince(before))).status).toBe(200)
    await bench.reached(caseId, 'returned')
    expect((await bench.historyOf(caseId)).find(({ type }) => type === 'PayoutReturned')!.data).toMatchObject({ code: 'CARD_UNUSABLE' })
  })
})

it.each([
  ['forged', 401, 'signature'],
  ['tampered', 401, 'signature'],
  ['replayed', 400, 'too-old'],
  ['live', 400, 'other-merchant'],
  ['other-account', 400, 'other-merchant'],
] as const)('what is no genuine webhook of Stripe is rejected and not stored: %s', async (kind, status, why) => {
  const { caseId } = await lostAnswer()
  const answer = await deliver(await noticeOf(caseId, kind))
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.text)).toMatchObject({ why })
  expect(await rows(caseId)).toEqual([])
  expect((await bench.caseOf(caseId)).payouts[1]!.status).toBe('unknown')
})
