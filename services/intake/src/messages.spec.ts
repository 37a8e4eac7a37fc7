import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { CommandFields } from '@recourse/event-flow'
import { addMilliseconds, money, sha256, type Actor, type EventOf } from '@recourse/kernel'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { messageHash, refundCaseDecider, refundCaseStream, type MessagePosted, type RefundCaseCommand } from '@recourse/refund-case'
import { eventually } from '@recourse/test-support'
import { POST_NOTICE } from './react/when-customer-must-know-then-post-notice.policy.js'
import { code, IntakeBench, NOW } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open()
})
afterEach(() => {
  bench.clock.instant = NOW
})
afterAll(() => bench.close())

const decider = refundCaseDecider(loadPolicyPacks(), loadCalendar())
const reviewer: Actor = { id: 'zhao', roles: ['reviewer'] }
const agent: Actor = { id: 'li', roles: ['agent'] }
const HOUR_ms = 3_600_000
const cny = (minor: number) => money(minor, 'CNY')

const given = (caseId: string, fields: CommandFields<RefundCaseCommand>, actor?: Actor) => bench.service.given(decider, refundCaseStream('demo', caseId), fields, actor)
const thread = (caseId: string, language?: string) => bench.lin.get(`/refund-cases/${caseId}/messages`, language ? { language } : {})
const post = (caseId: string, text: string, who = bench.lin, key?: string) => who.post(`/refund-cases/${caseId}/messages`, { text }, key ? { key } : {})
const unanswered = async (caseId: string) => (await bench.service.as('agent').get('/messages/unanswered?limit=200')).body.items.find((item: { caseId: string }) => item.caseId === caseId)
const contactTask = async (caseId: string) => (await bench.service.as('agent').get('/contact-tasks?limit=200')).body.items.find((item: { caseId: string }) => item.caseId === caseId)
const typesOf = async (caseId: string) => (await bench.history(caseId)).map(({ type }) => type)

/** A case over 68.00, past intake, with its finding. */
const inReview = async (): Promise<string> => {
  const { caseId } = await bench.opened({ reason: 'PERSONAL' })
  await given(caseId, { type: 'AutomaticallyReview', facts: { placedAt: NOW, rest: cny(6_800) } })
  await given(caseId, { type: 'RecordFinding', item: 'REASON_TRUE', finding: 'CONFIRMED', evidenceIds: [] }, reviewer)
  return caseId
}
const refused = async (explanation?: string, mood?: 'UPSET' | 'CALM'): Promise<{ caseId: string; position: string }> => {
  const caseId = await inReview()
  if (mood) await given(caseId, { type: 'FlagMood', mood }, agent)
  for (let n = 0; n < 2; n += 1) await given(caseId, { type: 'RecordContact', channel: 'PHONE', outcome: 'NOT_REACHED' }, agent)
  const clause = loadPolicyPacks().latest('food-delivery', NOW)!.clauses[0]!.id
  const personal = explanation ? { personal: { person: 'lin', fields: { explanation } } } : {}
  const { position } = await given(caseId, { type: 'RefuseRefund', reason: 'NOT_TRUE', clause, ...personal }, reviewer)
  await bench.service.handled(POST_NOTICE, position)
  return { caseId, position }
}
const notices = async (caseId: string) =>
  (await bench.history(caseId)).filter((event): event is EventOf<typeof MessagePosted> => event.type === 'MessagePosted' && (event as EventOf<typeof MessagePosted>).data.from === 'SYSTEM')

describe('the thread of a case (MB12, MB49)', () => {
  it('is written by customer and staff, sealed, and read by both', async () => {
    const { caseId } = await bench.opened()
    const asked = await post(caseId, '我的退款什么时候到账?')
    expect(asked).toMatchObject({ status: 201, body: { id: caseId, expectedBy: addMilliseconds(NOW, 4 * HOUR_ms) } })
    expect(await eventually('the question is in the queue', async () => await unanswered(caseId) as object | undefined)).toMatchObject({ overdue: false, askedAt: NOW })
    const answered = await post(caseId, '审核中,请稍候。', bench.service.as('agent'))
    expect(answered.body).not.toHaveProperty('expectedBy')
    const { body } = await thread(caseId)
    expect(body.items).toMatchObject([
      { messageId: asked.body.messageId, messageNo: 1, from: 'CUSTOMER', text: '我的退款什么时候到账?' },
      { messageNo: 2, from: 'STAFF', text: '审核中,请稍候。', answers: [asked.body.messageId] },
    ])
    expect(body.items[1]).not.toHaveProperty('by')
    const [{ salt, text, textSha256 }] = body.items
    expect([messageHash(salt, text), asked.body.textSha256]).toEqual([textSha256, textSha256])
    expect((await bench.service.as('doctor').get(`/refund-cases/${caseId}/messages`)).body.items[1]).toMatchObject({ by: 'agent' })
    await eventually('the queue is empty again', async () => (await unanswered(caseId)) === undefined)
    const stored = await bench.service.infrastructure.store.readStream(refundCaseStream('demo', caseId))
    expect(stored.map((event) => event.body).join()).not.toMatch(/到账|稍候/)
  })

  it('leaves no hash in clear from which a short text could be guessed', async () => {
    const { caseId } = await bench.opened()
    const first = (await post(caseId, '13800138000', bench.lin)).body
    const second = (await post(caseId, '13800138000', bench.lin)).body
    expect(first.textSha256).not.toBe(second.textSha256)
    const stored = (await bench.service.infrastructure.store.readStream(refundCaseStream('demo', caseId))).map(({ body }) => body).join()
    const { body: { items } } = await thread(caseId)
    for (const secret of [sha256('13800138000'), items[0].salt, items[1].salt]) expect(stored).not.toContain(secret)
  })

  it('says once that nobody answered in time', async () => {
    const { caseId } = await bench.opened()
    await post(caseId, '有人吗?')
    bench.clock.instant = addMilliseconds(NOW, 4 * HOUR_ms)
    await eventually('the overdue question', async () => (await unanswered(caseId))?.overdue === true)
    bench.clock.instant = addMilliseconds(NOW, 40 * HOUR_ms)
    await post(caseId, '还在吗?')
    expect((await typesOf(caseId)).filter((type) => type === 'MessageAnswerOverdue')).toHaveLength(1)
  })

  it('takes a repeated message once, and another text under its key not at all', async () => {
    const { caseId } = await bench.opened()
    const first = await post(caseId, '您好', bench.lin, 'm')
    expect((await post(caseId, '您好', bench.lin, 'm')).body).toEqual({ ...first.body, repeated: true })
    expect(code(await post(caseId, '再见', bench.lin, 'm'))).toEqual([422, 'IdempotencyKeyReused'])
  })

  it('is nobody else\'s', async () => {
    const { caseId } = await bench.opened()
    const stranger = bench.service.as('customer', { id: 'mallory' })
    expect(code(await post(caseId, 'x', stranger))).toEqual([404, 'NotYourCase'])
    expect(code(await stranger.get(`/refund-cases/${caseId}/messages`))).toEqual([404, 'NotFound'])
    expect(code(await post(caseId, 'x', bench.service.as('customer', { id: 'lin', tenant: 'other' })))).toEqual([404, 'UnknownCase'])
    expect(code(await post(caseId, 'x', bench.service.as('finance-maker')))).toEqual([403, 'RoleNotPermitted'])
    expect((await bench.service.as('auditor').get(`/refund-cases/${caseId}/messages`)).status).toBe(403)
    expect((await bench.lin.get('/messages/unanswered')).status).toBe(403)
    expect((await bench.lin.get('/contact-tasks')).status).toBe(403)
    expect(code(await post(caseId, ''))).toEqual([400, 'InvalidRequest'])
    expect(code(await post(caseId, 'x'.repeat(4_001)))).toEqual([400, 'InvalidRequest'])
    expect(code(await post(randomUUID(), 'x'))).toEqual([404, 'UnknownCase'])
  })
})

describe('notices (MB8, FO8)', () => {
  it('follow from the decision in one causal chain, once, in the words of the pack', async () => {
    const { caseId, position } = await refused('照片与订单不符。')
    const [notice, ...others] = await notices(caseId)
    expect(others).toEqual([])
    const decision = (await bench.history(caseId)).find(({ type }) => type === 'RefundRefused')!
    expect(notice!.metadata).toMatchObject({ causationId: decision.id, correlationId: decision.metadata.correlationId, actor: { id: `policy:${POST_NOTICE}`, role: 'service' } })
    expect(notice!.data).toMatchObject({ template: { kind: 'refund-refused', version: 1 } })
    const { body } = await thread(caseId, 'zh-CN')
    expect(body.items[0]).toMatchObject({ from: 'SYSTEM', template: { kind: 'refund-refused' }, textSha256: notice!.data.textSha256 })
    expect(body.items[0].text).toMatch(/理由:照片与订单不符。/)
    expect(messageHash(body.items[0].salt, body.items[0].texts)).toBe(notice!.data.textSha256)
    expect((await thread(caseId, 'en')).body.items[0].text).toMatch(/^We cannot refund order A-/)
    await bench.service.handled(POST_NOTICE, position)
    expect(await notices(caseId)).toHaveLength(1)
  })

  it('are gentler to a customer whom staff flagged as upset, and do not say why (MB46)', async () => {
    const { caseId } = await refused('照片与订单不符。', 'UPSET')
    const { body } = await thread(caseId, 'zh-CN')
    expect(body.items[0].text).toMatch(/^非常理解您的心情.*理由:照片与订单不符。/)
    const bundle = (await bench.lin.get(`/refund-cases/${caseId}/export`)).body
    expect(JSON.stringify([body, bundle])).not.toMatch(/UPSET|GENTLE/)
    expect((await thread((await refused('照片与订单不符。', 'CALM')).caseId, 'zh-CN')).body.items[0].text).toMatch(/^您的订单/)
  })

  it('tell amount and day of an approval as people read them', async () => {
    const caseId = await inReview()
    const { position } = await given(caseId, { type: 'ApproveRefund', amount: cny(6_800), breakdown: [] }, reviewer)
    await bench.service.handled(POST_NOTICE, position)
    expect((await thread(caseId, 'zh-CN')).body.items[0].text).toMatch(/¥68\.00.*2026年11月23日16:00/)
    expect((await thread(caseId, 'en')).body.items[0].text).toMatch(/CNY 68\.00.*23 November 2026, 16:00 \(China time\)/)
  })

  it('name what is missing when evidence is asked for', async () => {
    const caseId = await inReview()
    const { position } = await given(caseId, { type: 'RequestEvidence', kinds: ['chat', 'transfer'] }, reviewer)
    await bench.service.handled(POST_NOTICE, position)
    expect((await thread(caseId, 'zh-CN')).body.items[0].text).toMatch(/聊天记录、转账凭证/)
  })

  it('are read when the customer opens the thread: recorded once', async () => {
    const { caseId } = await refused()
    const before = await thread(caseId)
    expect(before.body).toMatchObject({ readUpTo: 1 })
    await Promise.all([thread(caseId), thread(caseId)])
    await bench.service.as('agent').get(`/refund-cases/${caseId}/messages`)
    expect((await typesOf(caseId)).filter((type) => type === 'MessagesRead')).toHaveLength(1)
  })

  it('tell that the money was sent, ask whether it came, and tell that it came back (MC13)', async () => {
    const caseId = await inReview()
    const amount = cny(6_800)
    await given(caseId, { type: 'ApproveRefund', amount, breakdown: [] }, reviewer)
    await given(caseId, { type: 'RequestPayout', amount, channel: 'sandbox', facts: { reserved: amount } })
    await given(caseId, { type: 'RecordPayoutSubmitted', payoutNo: 1, channelReference: 'r' })
    await given(caseId, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount, channelReference: 'r', settledAt: NOW })
    const { position } = await given(caseId, { type: 'RecordPayoutReturned', payoutNo: 1, code: 'ACCOUNT_CLOSED', returnedAt: NOW })
    await bench.service.handled(POST_NOTICE, position)
    const kinds = (await notices(caseId)).map(({ data }) => (data as { template: { kind: string } }).template.kind)
    expect(kinds).toEqual(['refund-approved', 'money-sent', 'receipt-asked', 'payout-failed'])
    expect((await thread(caseId, 'zh-CN')).body.items.at(-1).text).toMatch(/¥68\.00未能到账/)
  })

  it('that tell of a refund whose money has come since are no task', async () => {
    const caseId = await inReview()
    const amount = cny(6_800)
    await given(caseId, { type: 'ApproveRefund', amount, breakdown: [] }, reviewer)
    await given(caseId, { type: 'RequestPayout', amount, channel: 'sandbox', facts: { reserved: amount } })
    await given(caseId, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount, channelReference: 'r', settledAt: NOW })
    const { position } = await given(caseId, { type: 'ConfirmReceipt' }, { id: 'lin', roles: ['customer'] })
    await bench.service.handled(POST_NOTICE, position)
    bench.clock.instant = addMilliseconds(NOW, 5 * HOUR_ms)
    await eventually('it is recorded as unread', async () => (await typesOf(caseId)).includes('NoticeUnread'))
    const { position: last } = (await bench.history(caseId)).at(-1)!
    const { items } = (await bench.service.as('agent').get(`/contact-tasks?limit=200&min_position=${encodeURIComponent(last)}`)).body
    expect(items.map((item: { caseId: string }) => item.caseId)).not.toContain(caseId)
  })

  it('unread in time become a task for a call, which ends it', async () => {
    const { caseId } = await refused()
    bench.clock.instant = addMilliseconds(NOW, 5 * HOUR_ms)
    expect(await eventually('the task', async () => await contactTask(caseId) as object | undefined)).toMatchObject({ kind: 'refund-refused', pack: 'food-delivery' })
    await given(caseId, { type: 'RecordContact', channel: 'PHONE', outcome: 'REACHED' }, agent)
    await eventually('no task is left', async () => (await contactTask(caseId)) === undefined)
    expect((await typesOf(caseId)).filter((type) => type === 'NoticeUnread')).toHaveLength(1)
  })
})
