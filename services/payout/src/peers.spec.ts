import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { reservedFor, settledFor } from '@recourse/order'
import type { PaymentChannel, RefundKey, RefundRequest } from '@recourse/payment-channels'
import {
  hastyWhereSilent, openNoticeInbox, startAlipaySandbox, startWechatSandbox, type NoticeInbox, type RunningAlipaySandbox, type RunningWechatSandbox,
} from '@recourse/payment-channels/testing'
import type { PayoutConfirmed } from '@recourse/refund-case'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import { cny, HOUR_ms, killed, PayoutBench, people } from './spec-support.js'

/**
 * What went wrong with payouts in neighbouring systems, by name: each is something that happened to their users or stands in their code, and each is tried here on
 * the whole service over Postgres and the channels' sandboxes over HTTP.
 */

const MINUTE_ms = 60_000
const DAY_ms = 24 * HOUR_ms
const REQUEST = 'when-refund-approved-then-request-payout'
const SEND = 'when-payout-requested-then-send-to-channel'

let database: TestDatabase
let inbox: NoticeInbox
let wechat: RunningWechatSandbox
let alipay: RunningAlipaySandbox
let bench: PayoutBench

/** Every refund that was sent to WeChat Pay, with what the log held of its case at that moment. */
const sent: { request: RefundRequest; recorded: string[] }[] = []

/** Every call of WeChat Pay and Alipay, in order, as it was made. */
const called: { readonly by: 'refund' | 'query'; readonly refund: RefundKey }[] = []

const watched = (channel: PaymentChannel): PaymentChannel => ({
  name: channel.name,
  rules: channel.rules,
  notices: channel.notices!,
  query: (refund) => {
    called.push({ by: 'query', refund })
    return channel.query(refund)
  },
  statement: (day) => channel.statement(day),
  refund: async (request) => {
    called.push({ by: 'refund', refund: request })
    const caseId = request.outRefundNo.replace(/-\d+$/, '')
    sent.push({ request, recorded: await bench.payoutEvents(caseId) })
    return channel.refund(request)
  },
})

beforeAll(async () => {
  database = await createTestDatabase()
  inbox = await openNoticeInbox()
  wechat = await startWechatSandbox(database.url)
  alipay = await startAlipaySandbox(database.url)
  bench = await PayoutBench.open({ consumers: false, channels: [watched(hastyWechat()), watched(alipay.channel())] })
})
afterAll(async () => {
  await bench.close()
  await alipay.stop()
  await wechat.stop()
  await inbox.close()
  await database.drop()
})

const hastyWechat = (): PaymentChannel => hastyWhereSilent(wechat.channel({ notifyUrl: inbox.url }), wechat.channel({ notifyUrl: inbox.url, timeout_ms: 250 }))

const callsAbout = (caseId: string) => called.filter(({ refund }) => refund.outRefundNo.startsWith(caseId))

const reference = (behaviour: string): string => `${randomBytes(5).toString('hex')}-${behaviour}`

const byWechat = (behaviour: string): Promise<string> => bench.approvedCase({ channel: 'wechat-pay', reference: reference(behaviour) })

const byAlipay = async (behaviour: string, amount = 10_000): Promise<string> => {
  const tradeNo = reference(behaviour)
  await alipay.open(tradeNo, amount)
  return bench.approvedCase({ channel: 'alipay', reference: tradeNo, paid: amount })
}

const movedBy = async (channel: RunningWechatSandbox | RunningAlipaySandbox, caseId: string): Promise<[number: string, minor: number][]> =>
  (await channel.movements()).filter(({ outRefundNo }) => outRefundNo.startsWith(caseId)).map(({ outRefundNo, amount }) => [outRefundNo, amount.minor])

const numbersSent = (caseId: string): string[] => sent.map(({ request }) => request.outRefundNo).filter((outRefundNo) => outRefundNo.startsWith(caseId))

const statusOf = async (caseId: string, payoutNo = 1) => (await bench.caseOf(caseId)).payouts[payoutNo]?.status

const eventOf = async (on: PayoutBench, caseId: string, type: string) => (await on.historyOf(caseId)).find((event) => event.type === type)!

const confirmationOf = async (caseId: string) => (await eventOf(bench, caseId, 'PayoutConfirmed')).data as ReturnType<typeof PayoutConfirmed>['data']

const correct = async (caseId: string, account: string, bankCode?: string) => bench.accepted(bench.send(people.maker, caseId, {
  type: 'CorrectPayoutDetails', payoutNo: 1, channel: (await bench.caseOf(caseId)).payouts[1]!.channel, facts: { sameName: 'YES' },
  personal: { person: people.customer.id, fields: { payee: { name: '林小满', account, ...(bankCode && { bankCode }) } } },
}))

const resubmit = (caseId: string) => bench.accepted(bench.resubmit(caseId, 1))

/** What WeChat Pay tells by itself about a refund, posted to the public door as it was sent; answers the door's status. */
const told = async ({ service }: PayoutBench, caseId: string, kind: 'again' | 'tampered' | 'forged'): Promise<number> => {
  const before = inbox.received.length
  await wechat.sendNotice(`${caseId}-1`, kind)
  const { headers, body } = await eventually(`a notice about ${caseId}`, async () => inbox.received[before])
  const names = ['content-type', 'wechatpay-serial', 'wechatpay-signature', 'wechatpay-timestamp', 'wechatpay-nonce']
  const others = Object.fromEntries(names.map((name) => [name, String(headers[name])]))
  return (await service.anonymous.post('/channel-notices/wechat-pay', Buffer.from(body), { key: null, others })).status
}

const noticesAbout = async (caseId: string): Promise<string[]> => {
  const { rows } = await bench.service.infrastructure.pool.query<{ out_refund_no: string }>('SELECT out_refund_no FROM channel_notice WHERE out_refund_no LIKE $1', [`${caseId}%`])
  return rows.map(({ out_refund_no }) => out_refund_no)
}

describe('Medusa', () => {
  it('#16681: a retry after a time-out sends a new idempotency key and refunds twice. Here it is the same number, and the money leaves once', async () => {
    for (const behaviour of ['timeout-before', 'timeout-after']) {
      const caseId = await byWechat(behaviour)
      await bench.settle()
      await bench.later(MINUTE_ms)
      wechat.settle()
      await bench.later(MINUTE_ms)
      expect(new Set(numbersSent(caseId))).toEqual(new Set([`${caseId}-1`]))
      expect(await movedBy(wechat, caseId)).toEqual([[`${caseId}-1`, 10_000]])
    }
  })

  it('payment-module.ts: the refund\'s row is deleted when the provider fails. Here the failure is an event, with what to do about it', async () => {
    const caseId = await bench.approvedCase({ payee: 'wrong-name' })
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutFailed'])
    expect((await bench.caseOf(caseId)).payouts[1]).toMatchObject({ status: 'failed', correctable: true, amount: cny(10_000), outRefundNo: `${caseId}-1` })
  })
})

describe('Saleor', () => {
  it('docs#986: nobody can tell granting a refund from issuing it. Here an approval moves nothing on the order, and only the channel\'s success settles it', async () => {
    const caseId = await byWechat('plain')
    await bench.settle()
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'payout', approved: cny(10_000), payouts: { 1: { status: 'submitted' } } })
    expect([reservedFor(await bench.orderOf(caseId), caseId), settledFor(await bench.orderOf(caseId), caseId)]).toEqual([cny(10_000), cny(0)])
    wechat.settle()
    await bench.later(MINUTE_ms)
    expect([reservedFor(await bench.orderOf(caseId), caseId), settledFor(await bench.orderOf(caseId), caseId)]).toEqual([cny(0), cny(10_000)])
  })

  it('#17098: the status is not updated. Here a success that nobody reported is found by asking', async () => {
    const caseId = await byWechat('no-notice')
    await bench.settle()
    wechat.settle()
    await bench.later(MINUTE_ms)
    expect(await statusOf(caseId)).toBe('confirmed')
  })
})

describe('Vendure', () => {
  it('#3152: a failed refund changes the order all the same and cannot be tried again. Here nothing is settled, what was reserved stays, and it is paid later', async () => {
    const caseId = await bench.approvedCase({ payee: 'wrong-name' })
    await bench.settle()
    const order = await bench.orderOf(caseId)
    expect([reservedFor(order, caseId), settledFor(order, caseId)]).toEqual([cny(10_000), cny(0)])
    await correct(caseId, '6222-fine')
    await resubmit(caseId)
    await bench.settle()
    expect(settledFor(await bench.orderOf(caseId), caseId)).toEqual(cny(10_000))
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('#3680: the gateway paid while the database rolled back. Here the intent is older than the payment: after the crash the same number finds the money gone', async () => {
    const caseId = await byAlipay('plain')
    await bench.only(REQUEST, caseId)
    await expect(bench.only(SEND, caseId, killed)).rejects.toThrow('killed')
    expect(await movedBy(alipay, caseId)).toEqual([[`${caseId}-1`, 10_000]])
    expect(await statusOf(caseId)).toBe('requested')
    await bench.settle()
    await bench.later(MINUTE_ms)
    expect(await statusOf(caseId)).toBe('confirmed')
    expect(await movedBy(alipay, caseId)).toEqual([[`${caseId}-1`, 10_000]])
  })
})

describe('Sylius RefundPlugin', () => {
  it('a refund payment has one transition, complete. Here it can fail, be unknown, be found paid and come back', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'returned' })
    await bench.settle()
    await bench.accepted(bench.send(people.customer, caseId, { type: 'DisputeReceipt' }))
    await bench.settle()
    expect(await statusOf(caseId)).toBe('returned')
    const silent = await bench.approvedCase({ behaviour: 'timeout-after' })
    await bench.settle()
    expect(await statusOf(silent)).toBe('unknown')
    await bench.later(MINUTE_ms)
    expect(await statusOf(silent)).toBe('confirmed')
  })
})

describe('Odoo and OCA', () => {
  it('a payout is not tried again and leaves no facts of the channel. Here it is, by itself, and the channel\'s reference and time stand in the case', async () => {
    const caseId = await byWechat('no-balance')
    await bench.settle()
    await bench.later(MINUTE_ms)
    wechat.settle()
    await bench.later(MINUTE_ms)
    const [movement] = (await wechat.movements()).filter(({ outRefundNo }) => outRefundNo === `${caseId}-1`)
    expect(await confirmationOf(caseId)).toMatchObject({ channelReference: movement!.channelReference, settledAt: expect.any(String) })
  })
})

describe('Hyperswitch', () => {
  it('validator.rs: 365 days and ten attempts are constants for every connector. Here each channel says what it takes, when the refund is sent', async () => {
    const [windowed, unlimited] = [await byWechat('plain'), await bench.approvedCase()]
    bench.forward(366 * DAY_ms)
    await bench.settle()
    expect((await bench.historyOf(windowed)).find(({ type }) => type === 'PayoutFailed')?.data).toMatchObject({ code: 'REFUND_WINDOW_OVER', correctable: false })
    expect(numbersSent(windowed)).toEqual([])
    expect(await statusOf(unlimited)).toBe('confirmed')
  })

  it('#9622: a refund is pending though no call was made. Here what was not sent says so, is no unknown outcome, and is sent once it may be', async () => {
    const served = await PayoutBench.open({ consumers: true, channels: [wechat.channel()] })
    expect((await served.service.as('operations').post('/payment-channels/wechat-pay/stop', { reason: 'INCIDENT' })).status).toBe(200)
    const caseId = await served.approvedCase({ channel: 'wechat-pay', reference: reference('plain') })
    await eventually('the payout is put off', async () => (await served.payoutEvents(caseId)).includes('PayoutDeferred'))
    expect((await served.caseOf(caseId)).payouts[1]).toMatchObject({ status: 'requested', attempts: 0, deferral: { cause: 'CHANNEL_STOPPED' } })
    expect(await wechat.channel().query({ outRefundNo: `${caseId}-1`, paymentReference: 'unknown' })).toEqual({ outcome: 'not-found' })
    expect((await served.service.as('supervisor').post('/payment-channels/wechat-pay/resume', { reason: 'SOLVED' })).status).toBe(200)
    served.forward(MINUTE_ms)
    await served.reached(caseId, 'submitted')
    await served.close()
  })

  it('#5298: a webhook names the refund by the wrong reference, finds nothing, and it stays pending. Here the notice finds the payout by our own number', async () => {
    const served = await PayoutBench.open({ consumers: true, channels: [wechat.channel({ notifyUrl: inbox.url })], now: new Date().toISOString() })
    const caseId = await served.approvedCase({ channel: 'wechat-pay', reference: reference('no-notice') })
    await served.reached(caseId, 'submitted')
    wechat.settle()
    expect(await told(served, caseId, 'again')).toBe(204)
    await served.reached(caseId, 'confirmed')
    expect((await eventOf(served, caseId, 'PayoutConfirmed')).metadata.actor.id).toBe('notices:wechat-pay')
    await served.close()
  })

  it('#3751: after a time-out a webhook sets the status and leaves the channel\'s reference unset. Here the notice leads to a question, whose answer has both', async () => {
    const served = await PayoutBench.open({ consumers: true, channels: [hastyWechat()], now: new Date().toISOString() })
    const caseId = await served.approvedCase({ channel: 'wechat-pay', reference: reference('timeout-after') })
    await served.reached(caseId, 'unknown')
    wechat.settle()
    expect(await told(served, caseId, 'again')).toBe(204)
    await served.reached(caseId, 'confirmed')
    const [movement] = (await wechat.movements()).filter(({ outRefundNo }) => outRefundNo === `${caseId}-1`)
    expect(await eventOf(served, caseId, 'PayoutConfirmed')).toMatchObject({ data: { channelReference: movement!.channelReference, amount: cny(10_000) }, metadata: { actor: { id: 'notices:wechat-pay' } } })
    await served.close()
  })

  it('#2896, #2907: a refund is looked up by the connector\'s own id, which a time-out never gave. Here every question names our own number, and finds it', async () => {
    for (const caseId of [await byWechat('timeout-after'), await byAlipay('server-error-after')]) {
      await bench.settle()
      expect((await eventOf(bench, caseId, 'PayoutOutcomeUnknown')).data).not.toHaveProperty('channelReference')
      wechat.settle()
      await bench.later(MINUTE_ms)
      expect(await statusOf(caseId)).toBe('confirmed')
      const questions = callsAbout(caseId).filter(({ by }) => by === 'query').map(({ refund }) => refund)
      expect(questions.length).toBeGreaterThan(0)
      for (const question of questions) expect(question).toEqual({ outRefundNo: `${caseId}-1`, paymentReference: expect.any(String) })
    }
  })

  it('PR#13723: a reversal after success is not seen. Here the money is reserved again, and the case waits to be paid anew', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'returned' })
    await bench.settle()
    await bench.accepted(bench.send(people.customer, caseId, { type: 'DisputeReceipt' }))
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutConfirmed', 'PayoutReturned'])
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'payout' })
    expect(reservedFor(await bench.orderOf(caseId), caseId)).toEqual(cny(10_000))
  })
})

describe('Kill Bill', () => {
  it('PaymentConfig.java: the janitor gives a payment up after its last rung. Here the channel is asked daily for a month, then weekly, for as long as it says nothing', async () => {
    const caseId = await byWechat('pending')
    await bench.settle()
    for (let rung = 0; rung < 9; rung += 1) await bench.later(HOUR_ms)
    for (let day = 0; day < 30; day += 1) await bench.later(DAY_ms)
    expect(await statusOf(caseId)).toBe('unknown')
    wechat.settle()
    await bench.later(7 * DAY_ms)
    expect(await statusOf(caseId)).toBe('confirmed')
    expect(await movedBy(wechat, caseId)).toEqual([[`${caseId}-1`, 10_000]])
  })
})

describe('ruoyi-vue-pro (yudao)', () => {
  it('#1031: after a failed refund at the channel it cannot be sent again. Here corrected details go under the number that the channel knows', async () => {
    const caseId = await bench.approvedCase({ payee: 'wrong-name' })
    await bench.settle()
    await correct(caseId, '6222-fine')
    await resubmit(caseId)
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutFailed', 'PayoutDetailsCorrected', 'PayoutResubmitted', 'PayoutConfirmed'])
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('#1163: the after-sale\'s id is the refund number, so what the channel has closed is stuck. Here, and only here, a second number is opened', async () => {
    const caseId = await byWechat('closed')
    await bench.settle()
    wechat.settle()
    await bench.later(MINUTE_ms)
    expect(await statusOf(caseId)).toBe('failed')
    await resubmit(caseId)
    await bench.settle()
    wechat.settle()
    await bench.later(2 * MINUTE_ms)
    wechat.settle()
    await bench.later(2 * MINUTE_ms)
    expect(await statusOf(caseId, 2)).toBe('confirmed')
    expect(await movedBy(wechat, caseId)).toEqual([[`${caseId}-2`, 10_000]])
  })
})

describe('lilishop', () => {
  it('it marks a refund complete right after calling the channel. Here what was taken over is not paid', async () => {
    const caseId = await byWechat('pending')
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutSubmitted'])
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'payout' })
    expect(await movedBy(wechat, caseId)).toEqual([])
  })

  it('WechatPlugin.java: an exception of WeChat Pay is only logged. Here it is an unknown outcome in the case, with a time to ask', async () => {
    const caseId = await byWechat('server-error-after')
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutOutcomeUnknown'])
    expect(bench.waitingDeadlines(caseId)).toContain('payoutQuery')
  })

  it('RefundSupport.java: a new number for every call. Here every call of a payout has the number that its case fixed before the first', async () => {
    const caseId = await byWechat('busy')
    await bench.settle()
    await bench.later(MINUTE_ms)
    expect(numbersSent(caseId)).toEqual([`${caseId}-1`, `${caseId}-1`])
  })

  it('money is a Double, as in mall4j. Here every fen arrives, also where 100 times the yuan is no whole number in binary', async () => {
    for (const amount of [29, 57, 115, 8_190]) {
      const caseId = await byAlipay('plain', amount)
      await bench.settle()
      await bench.later(MINUTE_ms)
      expect(await movedBy(alipay, caseId)).toEqual([[`${caseId}-1`, amount]])
      expect((await confirmationOf(caseId)).amount).toEqual(cny(amount))
    }
  })
})

describe('CRMEB', () => {
  it('StoreOrderRefundServices.php: the channel is called inside the transaction. Here the log already holds the intent when the call is made', async () => {
    const caseId = await byWechat('plain')
    await bench.settle()
    expect(sent.filter(({ request }) => request.outRefundNo === `${caseId}-1`).map(({ recorded }) => recorded)).toEqual([['PayoutRequested']])
  })

  it('PayClient.php: the number is the order\'s id and a random one, so two workers pay twice. Here both send the same number, and the channel pays once', async () => {
    const caseId = await byWechat('plain')
    await bench.only(REQUEST, caseId)
    await Promise.allSettled([bench.only(SEND, caseId), bench.only(SEND, caseId)])
    wechat.settle()
    await bench.settle()
    await bench.later(MINUTE_ms)
    expect(new Set(numbersSent(caseId))).toEqual(new Set([`${caseId}-1`]))
    expect(await movedBy(wechat, caseId)).toEqual([[`${caseId}-1`, 10_000]])
    expect(await statusOf(caseId)).toBe('confirmed')
  })
})

describe('macrozheng/mall', () => {
  it('updateStatus asks nobody which status it comes from. Here what is paid cannot fail, be sent again or be asked for a second time', async () => {
    const caseId = await bench.approvedCase()
    await bench.settle()
    const before = await bench.payoutEvents(caseId)
    expect(await bench.send(people.service, caseId, { type: 'RecordPayoutFailed', payoutNo: 1, code: 'ACCOUNT_CLOSED', correctable: false })).toMatchObject({ code: 'PayoutAlreadyFinal' })
    expect(await bench.send(people.checker, caseId, { type: 'ResubmitPayout', payoutNo: 1, facts: { reserved: cny(10_000) } })).toMatchObject({ kind: 'conflict' })
    expect(await bench.send(people.service, caseId, { type: 'RequestPayout', amount: cny(10_000), channel: 'sandbox', facts: { reserved: cny(10_000) } })).toMatchObject({ kind: 'conflict' })
    expect(await bench.payoutEvents(caseId)).toEqual(before)
    expect(await bench.moved(caseId)).toEqual([10_000])
  })
})

describe('yshop', () => {
  it('makeMoney logs "the platform has paid" before it calls WeChat Pay. Here nothing says so until the channel does', async () => {
    const caseId = await byWechat('server-error-before')
    await bench.settle()
    expect((await bench.historyOf(caseId)).map(({ type }) => type)).not.toContain('PayoutConfirmed')
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'payout' })
    expect(settledFor(await bench.orderOf(caseId), caseId)).toEqual(cny(0))
    expect(await movedBy(wechat, caseId)).toEqual([])
  })
})

describe('jeepay', () => {
  it('updateOrderExpired closes every refund after two hours, while cards take days. Here three days later it is still under way, and then paid', async () => {
    const caseId = await byWechat('pending')
    await bench.settle()
    for (let day = 0; day < 3; day += 1) await bench.later(DAY_ms)
    expect(await statusOf(caseId)).toBe('unknown')
    wechat.settle()
    await bench.later(DAY_ms)
    expect(await statusOf(caseId)).toBe('confirmed')
  })

  it('AlipayRefundService.java: the gateway\'s OK counts as money, and fund_change is not read. Here fund_change=N is a refund that is under way', async () => {
    const caseId = await byAlipay('pending')
    await bench.settle()
    expect(['submitted', 'unknown']).toContain(await statusOf(caseId))
    expect(await movedBy(alipay, caseId)).toEqual([])
    alipay.settle()
    await bench.later(MINUTE_ms)
    expect(await statusOf(caseId)).toBe('confirmed')
    expect(await movedBy(alipay, caseId)).toEqual([[`${caseId}-1`, 10_000]])
  })

  it('ABNORMAL counts as failed, so the money that waits at WeChat Pay is paid a second time. Here it goes on from there to another card, under its number', async () => {
    const caseId = await byWechat('abnormal')
    await bench.settle()
    wechat.settle()
    await bench.later(MINUTE_ms)
    expect(await statusOf(caseId)).toBe('abnormal')
    await correct(caseId, '6222020000000000018', '102100099996')
    await resubmit(caseId)
    await bench.settle()
    wechat.settle()
    await bench.later(MINUTE_ms)
    expect(await statusOf(caseId)).toBe('confirmed')
    expect(await movedBy(wechat, caseId)).toEqual([[`${caseId}-1`, 10_000]])
  })
})

describe('merchants of WeChat Pay', () => {
  it.each(['server-error-before', 'server-error-after'])(
    'community 0002a2ab4149: after SYSTEMERROR the refund was sent again under another number. Here it is asked about, and keeps its number, when %s', async (behaviour) => {
      const caseId = await byWechat(behaviour)
      await bench.settle()
      for (let minute = 0; minute < 3; minute += 1) await bench.later(MINUTE_ms)
      wechat.settle()
      await bench.later(HOUR_ms)
      expect(callsAbout(caseId).slice(0, 2).map(({ by }) => by)).toEqual(['refund', 'query'])
      expect(new Set(callsAbout(caseId).map(({ refund }) => refund.outRefundNo))).toEqual(new Set([`${caseId}-1`]))
      expect((await bench.payoutEvents(caseId)).filter((type) => type === 'PayoutRequested')).toHaveLength(1)
      expect(await movedBy(wechat, caseId)).toEqual([[`${caseId}-1`, 10_000]])
    })
})

describe('the channels\' libraries', () => {
  it('wechatpay-node-v3: decipher_gcm accepts a changed ciphertext. Here a changed or foreign notice is refused at the door, and nothing is stored', async () => {
    const caseId = await byWechat('no-notice')
    await bench.settle()
    expect(await told(bench, caseId, 'tampered')).toBe(401)
    expect(await told(bench, caseId, 'forged')).toBe(401)
    expect(await noticesAbout(caseId)).toEqual([])
    expect(await statusOf(caseId)).toBe('submitted')
  })

  it('alipay-sdk: exec believes an answer without looking at its signature. Here a stranger\'s success is an unknown outcome, and nothing is settled', async () => {
    for (const caseId of [await byAlipay('forged'), await byWechat('forged')]) {
      await bench.settle()
      expect((await bench.historyOf(caseId)).find(({ type }) => type === 'PayoutOutcomeUnknown')?.data).toMatchObject({ cause: 'unverified-answer' })
      expect(settledFor(await bench.orderOf(caseId), caseId)).toEqual(cny(0))
    }
  })
})
