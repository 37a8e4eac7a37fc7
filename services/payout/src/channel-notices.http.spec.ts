import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { NoticeEnvelope, PaymentChannel } from '@recourse/payment-channels'
import {
  openNoticeInbox, startAlipaySandbox, startWechatSandbox, type NoticeInbox, type RunningAlipaySandbox, type RunningWechatSandbox,
} from '@recourse/payment-channels/testing'
import { refundCaseStream } from '@recourse/refund-case'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import { placesOf } from '@recourse/test-support/invariants'
import pg from 'pg'
import type { NoticeRunner } from './notices/notice-runner.js'
import { cny, PayoutBench, people } from './spec-support.js'

let database: TestDatabase
let wechat: RunningWechatSandbox
let alipay: RunningAlipaySandbox
let bench: PayoutBench
let url: string
/** What each sandbox sent, as it came over HTTP. */
const inboxes = {} as Record<'wechat-pay' | 'alipay' | 'sandbox', NoticeInbox>

beforeAll(async () => {
  for (const name of ['wechat-pay', 'alipay', 'sandbox'] as const) inboxes[name] = await openNoticeInbox()
  database = await createTestDatabase()
  wechat = await startWechatSandbox(database.url)
  alipay = await startAlipaySandbox(database.url, { notifyUrl: inboxes.alipay.url })
  bench = await PayoutBench.open({
    consumers: true, now: new Date().toISOString(), notifyUrl: inboxes.sandbox.url,
    channels: [silently(wechat.channel({ notifyUrl: inboxes['wechat-pay'].url })), alipay.channel()],
  })
  url = await bench.service.listen()
})
afterAll(async () => {
  await bench.close()
  await alipay.stop()
  await wechat.stop()
  for (const inbox of Object.values(inboxes)) await inbox.close()
  await database.drop()
})

let isSilent = false

/** The channel, which at times does not answer questions. */
const silently = (channel: PaymentChannel): PaymentChannel => ({
  name: channel.name, rules: channel.rules, notices: channel.notices!, refund: (request) => channel.refund(request), statement: (day) => channel.statement(day),
  query: async (refund) => (isSilent ? { outcome: 'unknown', why: 'timeout', detail: 'spec' } : channel.query(refund)),
})

type ChannelName = keyof typeof inboxes

const reference = (): string => randomUUID().replaceAll('-', '').slice(0, 20)

/** Posts a notice to the public door, as the channel does. */
const deliver = async (channel: string, { headers, body }: Pick<NoticeEnvelope, 'headers' | 'body'>): Promise<{ status: number; text: string }> => {
  const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...sent } = headers as Record<string, string>
  const answer = await fetch(`${url}/channel-notices/${channel}`, { method: 'POST', headers: sent, body: Buffer.from(body) })
  return { status: answer.status, text: await answer.text() }
}

const sentSince = async (channel: ChannelName, before: number): Promise<NoticeEnvelope> =>
  eventually(`a notice of ${channel}`, async () => inboxes[channel].received[before])

/** Has a sandbox send a notice of a kind about a refund, and answers it as it came over HTTP. */
const noticeOf = async (channel: 'wechat-pay' | 'alipay', outRefundNo: string, kind: 'again' | 'forged' | 'tampered' | 'replayed' | 'other-merchant'): Promise<NoticeEnvelope> => {
  const before = inboxes[channel].received.length
  await (channel === 'alipay' ? alipay : wechat).sendNotice(outRefundNo, kind)
  return sentSince(channel, before)
}

const rows = async (caseId: string) =>
  (await bench.service.infrastructure.pool.query('SELECT channel, attempts, handled_at, outcome FROM channel_notice WHERE out_refund_no LIKE $1', [`${caseId}%`])).rows

const handled = (caseId: string, outcome: string) =>
  eventually(`the notice is handled: ${outcome}`, async () => (await rows(caseId)).some((row) => row.handled_at !== null && row.outcome === outcome))

/** WeChat Pay has taken over the refund of a case, decided it, and sent its notice. */
const wechatCase = async (behaviour = ''): Promise<{ caseId: string; notice: NoticeEnvelope }> => {
  const before = inboxes['wechat-pay'].received.length
  const caseId = await bench.approvedCase({ channel: 'wechat-pay', reference: `${reference()}${behaviour}` })
  await bench.reached(caseId, 'submitted')
  wechat.settle()
  return { caseId, notice: await sentSince('wechat-pay', before) }
}

/** Alipay has paid the refund of a case and told so, but its answer was lost. */
const alipayCase = async (): Promise<{ caseId: string; notice: NoticeEnvelope }> => {
  const tradeNo = `${reference()}server-error-after`
  await alipay.open(tradeNo, 10_000)
  const before = inboxes.alipay.received.length
  const caseId = await bench.approvedCase({ channel: 'alipay', reference: tradeNo })
  await bench.reached(caseId, 'unknown')
  return { caseId, notice: await sentSince('alipay', before) }
}

/** Until then a runner that was started by hand could ask in vain whose number it is, and would have to be started again. */
const isInView = (caseId: string) => eventually('the view has the payout', async () =>
  (await bench.service.infrastructure.pool.query('SELECT FROM payout_sending WHERE case_id = $1', [caseId])).rowCount === 1)

const statusOf = async (caseId: string) => (await bench.caseOf(caseId)).payouts[1]!.status
const wentOut = async (caseId: string) => (await wechat.movements()).filter(({ outRefundNo }) => outRefundNo === `${caseId}-1`).length

describe('a genuine notice', () => {
  it('of WeChat Pay is acknowledged in its words, and what the channel then says is recorded (LS10)', async () => {
    const { caseId, notice } = await wechatCase()
    expect(await deliver('wechat-pay', notice)).toEqual({ status: 204, text: '' })
    await bench.reached(caseId, 'confirmed')
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutSubmitted', 'PayoutConfirmed'])
    const confirmed = (await bench.historyOf(caseId)).find(({ type }) => type === 'PayoutConfirmed')!
    expect(confirmed.metadata.actor).toEqual({ id: 'notices:wechat-pay', role: 'service' })
    expect(await wentOut(caseId)).toBe(1)
  })

  it('of Alipay is acknowledged with success, and ends an unknown outcome', async () => {
    const { caseId, notice } = await alipayCase()
    expect(await deliver('alipay', notice)).toEqual({ status: 200, text: 'success' })
    await bench.reached(caseId, 'confirmed')
  })

  it('of the sandbox tells of money that came back after it was confirmed', async () => {
    const before = inboxes.sandbox.received.length
    const caseId = await bench.approvedCase({ behaviour: 'returned' })
    await bench.reached(caseId, 'confirmed')
    expect((await deliver('sandbox', await sentSince('sandbox', before))).status).toBe(204)
    await bench.reached(caseId, 'returned')
  })

  it('about a payout that was taken for failed records the late success', async () => {
    const { caseId, notice } = await wechatCase()
    await bench.accepted(bench.send(people.service, caseId, { type: 'RecordPayoutFailed', payoutNo: 1, code: 'REFUND_CLOSED', correctable: false }))
    expect((await deliver('wechat-pay', notice)).status).toBe(204)
    await bench.reached(caseId, 'confirmed')
  })

  it('of money that waits at the channel has a person say where it goes', async () => {
    const { caseId, notice } = await wechatCase('abnormal')
    expect((await deliver('wechat-pay', notice)).status).toBe(204)
    await bench.reached(caseId, 'abnormal')
  })

  it('is never believed about the amount: the channel is asked', async () => {
    const { caseId, notice } = await wechatCase()
    await deliver('wechat-pay', notice)
    await bench.reached(caseId, 'confirmed')
    expect((await bench.historyOf(caseId)).find(({ type }) => type === 'PayoutConfirmed')!.data).toMatchObject({ amount: cny(10_000) })
    expect((await bench.service.infrastructure.pool.query('SELECT * FROM channel_notice LIMIT 1')).fields.map(({ name }) => name)).toEqual([
      'channel', 'notice_id', 'out_refund_no', 'payment_reference', 'body_sha256', 'received_at', 'due_at', 'attempts', 'handled_at', 'outcome',
    ])
  })

  it('comes again and again, and is stored and handled once', async () => {
    const { caseId, notice } = await wechatCase()
    const again = await noticeOf('wechat-pay', `${caseId}-1`, 'again')
    expect(again.headers['wechatpay-signature']).not.toBe(notice.headers['wechatpay-signature'])
    const answers = await Promise.all([deliver('wechat-pay', notice), deliver('wechat-pay', again), deliver('wechat-pay', notice)])
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204])
    await handled(caseId, 'succeeded')
    expect((await deliver('wechat-pay', again)).status).toBe(204)
    expect(await rows(caseId)).toHaveLength(1)
    expect((await bench.payoutEvents(caseId)).filter((type) => type === 'PayoutConfirmed')).toHaveLength(1)
  })

  it('that comes when everything is known changes nothing', async () => {
    const { caseId, notice } = await alipayCase()
    const { amount } = (await bench.caseOf(caseId)).payouts[1]!
    await bench.accepted(bench.send(people.service, caseId, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount, channelReference: 'r', settledAt: bench.now }))
    const { length } = await bench.historyOf(caseId)
    expect((await deliver('alipay', notice)).status).toBe(200)
    await handled(caseId, 'succeeded')
    expect((await bench.historyOf(caseId)).length).toBe(length)
  })

  it('of Alipay is believed when it comes a day late', async () => {
    const { caseId } = await alipayCase()
    const before = inboxes.alipay.received.length
    await alipay.sendNotice(`${caseId}-1`, 'late')
    expect((await deliver('alipay', await sentSince('alipay', before))).status).toBe(200)
    await bench.reached(caseId, 'confirmed')
  })

  it('about a number that is not ours is acknowledged and kept, and nothing comes of it', async () => {
    const before = inboxes['wechat-pay'].received.length
    await wechat.channel({ notifyUrl: inboxes['wechat-pay'].url }).refund({
      outRefundNo: 'nobody-1', paymentReference: reference(), amount: cny(1), paid: cny(1), reason: 'spec',
    })
    wechat.settle()
    expect((await deliver('wechat-pay', await sentSince('wechat-pay', before))).status).toBe(204)
    await handled('nobody', 'unknown-number')
  })
})

describe('what is no genuine notice', () => {
  it.each([
    ['forged', 401, 'signature'],
    ['tampered', 401, 'signature'],
    ['replayed', 400, 'too-old'],
    ['other-merchant', 400, 'other-merchant'],
  ] as const)('is rejected and not stored: %s', async (kind, status, why) => {
    for (const channel of ['wechat-pay', 'alipay'] as const) {
      const { caseId } = await (channel === 'alipay' ? alipayCase() : wechatCase())
      const answer = await deliver(channel, await noticeOf(channel, `${caseId}-1`, kind))
      expect(answer.status).toBe(status)
      expect(JSON.parse(answer.text)).toMatchObject({ code: status === 401 ? 'SignatureInvalid' : 'InvalidRequest', why })
      expect(await rows(caseId)).toEqual([])
      expect(await statusOf(caseId)).not.toBe('confirmed')
    }
  })

  it('is rejected when one byte of a genuine one was changed, or it comes to another channel\'s door', async () => {
    const { caseId, notice } = await wechatCase()
    const altered = Uint8Array.from(notice.body)
    altered[altered.length - 10]! ^= 1
    expect((await deliver('wechat-pay', { ...notice, body: altered })).status).toBe(401)
    for (const other of ['alipay', 'sandbox']) expect((await deliver(other, notice)).status).toBe(401)
    expect(await rows(caseId)).toEqual([])
  })

  it.each([
    ['nothing', '', 'application/json'], ['no JSON', '{"id":', 'application/json'], ['a list', '[]', 'application/json'],
    ['a strange type', '<xml/>', 'application/xml'], ['a form', 'a=b&a=c&__proto__=x', 'application/x-www-form-urlencoded'],
  ])('is refused without an error of ours: %s', async (_, text, type) => {
    for (const channel of ['wechat-pay', 'alipay', 'sandbox']) {
      const { status } = await deliver(channel, { headers: { 'content-type': type }, body: new TextEncoder().encode(text) })
      expect([400, 401, 415]).toContain(status)
    }
  })

  it('has no door when there is no such channel', async () => {
    expect((await deliver('paypal', { headers: { 'content-type': 'application/json' }, body: new TextEncoder().encode('{}') })).status).toBe(404)
  })

  it('is not read to its end when it is far too large', async () => {
    for (const bytes of [65_537, 300_000]) {
      const { status } = await deliver('wechat-pay', { headers: { 'content-type': 'application/json' }, body: new TextEncoder().encode(JSON.stringify('x'.repeat(bytes - 2))) })
      expect(status).toBe(413)
    }
  })

  it('is counted, by channel and reason', async () => {
    const { body } = await bench.service.anonymous.get('/metrics')
    expect(body).toMatch(/recourse_channel_notices_total\{channel="wechat-pay",outcome="signature",service="payout"\} [1-9]/)
    expect(body).toMatch(/recourse_channel_notices_total\{channel="alipay",outcome="too-old",service="payout"\} [1-9]/)
    expect(body).toMatch(/recourse_channel_notices_total\{channel="wechat-pay",outcome="duplicate",service="payout"\} [1-9]/)
  })
})

describe('a notice is stored before it is acknowledged', () => {
  const database_name = () => new URL(bench.service.infrastructure.config.DATABASE_URL).pathname.slice(1)
  const asSuperuser = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: process.env['RECOURSE_TEST_DATABASE_URL'] })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }

  it('so that nobody is told that it was taken while the database is away: the channel repeats it', async () => {
    const { caseId, notice } = await wechatCase()
    await asSuperuser(
      `ALTER DATABASE ${database_name()} ALLOW_CONNECTIONS false`, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database_name()}'`,
    )
    const refused = await deliver('wechat-pay', notice)
    await asSuperuser(`ALTER DATABASE ${database_name()} ALLOW_CONNECTIONS true`)
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([503, 'StoreUnavailable'])
    await eventually('the repetition is acknowledged', async () => (await deliver('wechat-pay', await noticeOf('wechat-pay', `${caseId}-1`, 'again'))).status === 204)
    await bench.reached(caseId, 'confirmed')
  })

  it('so that a process that dies in between leaves it for the next', async () => {
    const [runner] = bench.parts.runners as NoticeRunner[]
    await runner!.stop()
    const { caseId, notice } = await wechatCase()
    expect((await deliver('wechat-pay', notice)).status).toBe(204)
    expect([await statusOf(caseId), await rows(caseId)]).toMatchObject(['submitted', [{ handled_at: null }]])

    await isInView(caseId)
    const [next] = (await bench.another()).runners as NoticeRunner[]
    await next!.takeUp()
    expect([await statusOf(caseId), await rows(caseId)]).toMatchObject(['confirmed', [{ outcome: 'succeeded' }]])

    const { length } = await bench.historyOf(caseId)
    await bench.service.infrastructure.pool.query('UPDATE channel_notice SET handled_at = NULL WHERE out_refund_no = $1', [`${caseId}-1`])
    await next!.takeUp()
    expect((await bench.historyOf(caseId)).length).toBe(length)
  })

  it('and is asked about again while the channel does not answer', async () => {
    const { caseId, notice } = await wechatCase()
    expect((await deliver('wechat-pay', notice)).status).toBe(204)
    await isInView(caseId)
    const [next] = (await bench.another()).runners as NoticeRunner[]
    isSilent = true
    await next!.takeUp()
    expect(await rows(caseId)).toMatchObject([{ handled_at: null, outcome: 'unknown', attempts: 1 }])
    expect(await next!.takeUp()).toBe(0)
    expect((await bench.service.infrastructure.aggregates.history(refundCaseStream('demo', caseId))).map(({ type }) => type)).not.toContain('PayoutOutcomeUnknown')
    isSilent = false
    bench.forward(2_000)
    await next!.takeUp()
    expect(await rows(caseId)).toMatchObject([{ outcome: 'succeeded' }])
  })
})

it('of what the channels told of their payers nothing is kept (FO9)', async () => {
  const places = async (...words: string[]) => placesOf(words, bench.service.infrastructure, { metrics: (await bench.service.anonymous.get('/metrics')).body as string })
  expect(await places('succeeded')).toEqual(expect.arrayContaining(['succeeded in the table public.channel_notice', 'succeeded in metrics']))
  expect(await places('支付用户零钱', '159****5620')).toEqual([])
})
