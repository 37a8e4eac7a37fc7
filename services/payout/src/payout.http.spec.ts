import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Role } from '@recourse/kernel'
import { SandboxChannel, type PaymentChannel } from '@recourse/payment-channels'
import type { TestAnswer, TestIdentity } from '@recourse/platform/testing'
import { PayoutBench, type Wanted } from './spec-support.js'

/** Another way, which nobody goes in here. */
const bank: PaymentChannel = {
  name: 'bank', rules: new SandboxChannel({ url: 'http://127.0.0.1:9', secret: 'never used in here' }).rules,
  refund: async () => ({ outcome: 'accepted', channelReference: 'none' }), query: async () => ({ outcome: 'not-found' }), statement: async () => ({ outcome: 'not-ready' }),
}

let bench: PayoutBench
beforeAll(async () => {
  bench = await PayoutBench.open({ consumers: true, channels: [bank] })
})
afterAll(() => bench.close())

const DETAILS = { name: '林小满', account: '6222-canary-fine' }
const LIN = { id: 'lin' }

const as = (roles: Role | Role[], identity?: TestIdentity) => bench.service.as(roles, identity)
const maker = () => as('finance-maker')
const head = () => bench.service.infrastructure.store.head()
const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]

const paidCase = async (wanted: Wanted = {}): Promise<string> => {
  const caseId = await bench.approvedCase(wanted)
  await bench.reached(caseId, 'confirmed')
  return caseId
}

const failedCase = async (): Promise<string> => {
  const caseId = await bench.approvedCase({ payee: 'wrong-name' })
  await bench.reached(caseId, 'failed')
  return caseId
}

const payoutsOf = async (caseId: string): Promise<TestAnswer> => maker().get(`/refund-cases/${caseId}/payouts?min_position=${await head()}`)

describe('the list of payouts', () => {
  it('says where the money is and what a person has to do', async () => {
    const caseId = await failedCase()
    const { body } = await maker().get(`/payouts?status=failed&min_position=${await head()}`)
    expect(body.items.find((item: { caseId: string }) => item.caseId === caseId)).toMatchObject({
      caseId, payoutNo: 1, outRefundNo: `${caseId}-1`, status: 'failed', amount_minor: 10_000, currency: 'CNY', channel: 'sandbox',
      code: 'ACCOUNT_NAME_MISMATCH', message: { 'zh-CN': '账户名称不匹配,请检查户名/银行卡号是否正确' }, attempts: 0, needs: 'correction',
    })
  })

  it('comes in pages, oldest first', async () => {
    for (let n = 0; n < 3; n += 1) await paidCase()
    const all = await maker().get(`/payouts?status=confirmed&min_position=${await head()}`)
    const paged: unknown[] = []
    for (let next: string | null = ''; next !== null;) {
      const page = await maker().get(`/payouts?status=confirmed&limit=2${next ? `&after=${next}` : ''}`)
      paged.push(...page.body.items)
      next = page.body.next
    }
    expect(paged).toEqual(all.body.items)
    expect(paged.length).toBeGreaterThanOrEqual(3)
  })

  it('tells of money whose way is not known until the channel was asked', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'timeout-after' })
    await bench.reached(caseId, 'unknown')
    expect((await payoutsOf(caseId)).body.items).toMatchObject([{ status: 'unknown', code: 'timeout', attempts: 1, needs: null }])
    bench.forward(60_000)
    await bench.reached(caseId, 'confirmed')
    expect((await payoutsOf(caseId)).body.items).toMatchObject([{ status: 'confirmed', sentAt: expect.any(String), settledAt: expect.any(String) }])
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('holds the payouts of one tenant only', async () => {
    const caseId = await failedCase()
    const stranger = as('finance-maker', { tenant: 'other' })
    expect((await stranger.get(`/payouts?min_position=${await head()}`)).body).toEqual({ items: [], next: null })
    expect(code(await stranger.get(`/refund-cases/${caseId}/payouts`))).toEqual([404, 'UnknownCase'])
    expect((await payoutsOf(caseId)).body.items).toHaveLength(1)
  })

  it.each<[string, string, Role, number, string]>([
    ['a role that may not read it', '/payouts', 'customer', 403, 'RoleNotPermitted'],
    ['an unknown status', '/payouts?status=lost', 'auditor', 400, 'InvalidRequest'],
    ['an unknown parameter', '/payouts?colour=red', 'auditor', 400, 'InvalidRequest'],
    ['a cursor of another list', '/payouts?after=abc', 'auditor', 400, 'InvalidRequest'],
    ['a position that no event has', '/payouts?min_position=99999999999999999999', 'auditor', 400, 'InvalidRequest'],
  ])('refuses %s', async (_, path, role, status, problem) => {
    expect(code(await as(role).get(path))).toEqual([status, problem])
  })
})

describe('correction and resubmission', () => {
  it('is one person\'s work and then another\'s, each once however often it is sent, and the money moves once (LS10)', async () => {
    const caseId = await failedCase()
    const details = `/refund-cases/${caseId}/payout-details`
    const corrected = await maker().post(details, DETAILS, { key: 'c' })
    expect(corrected).toMatchObject({ status: 200, body: { id: caseId, repeated: false } })
    expect(corrected.headers['etag']).toBe(`"${corrected.body.version}"`)
    expect((await maker().post(details, DETAILS, { key: 'c' })).body).toMatchObject({ version: corrected.body.version, repeated: true })
    expect(code(await maker().post(details, { ...DETAILS, name: '别人' }, { key: 'c' }))).toEqual([422, 'IdempotencyKeyReused'])
    const seen = corrected.body.version
    expect((await payoutsOf(caseId)).body.items).toMatchObject([{
      status: 'failed', needs: 'resubmission', correction: { by: 'finance-maker', at: expect.any(String), version: seen, channel: 'sandbox' },
    }])

    const resubmission = `/refund-cases/${caseId}/payout-resubmission`
    const sameMan = as(['finance-maker', 'finance-checker'], { id: 'finance-maker' })
    expect(code(await sameMan.post(resubmission, { correctionVersion: seen }))).toEqual([403, 'ResubmitterIsCorrector'])
    const resubmitted = await as('finance-checker').post(resubmission, { correctionVersion: seen }, { key: 'r' })
    expect(resubmitted).toMatchObject({ status: 200, body: { repeated: false } })
    expect((await as('finance-checker').post(resubmission, { correctionVersion: seen }, { key: 'r' })).body).toMatchObject({ version: resubmitted.body.version, repeated: true })
    expect((await maker().post(details, DETAILS, { key: 'c' })).body).toMatchObject({ version: corrected.body.version, repeated: true })

    await bench.reached(caseId, 'confirmed')
    const { body } = await payoutsOf(caseId)
    expect(body.items).toMatchObject([{ payoutNo: 1, outRefundNo: `${caseId}-1`, status: 'confirmed', needs: null }])
    expect(body.items[0]).not.toHaveProperty('correction')
    expect(JSON.stringify(body)).not.toMatch(/canary|林小满/)
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('sends nothing to an account that the second person has not seen: corrected again in between, it is looked at again', async () => {
    const caseId = await failedCase()
    const details = `/refund-cases/${caseId}/payout-details`
    const resubmission = `/refund-cases/${caseId}/payout-resubmission`
    const seen = (await maker().post(details, DETAILS)).body.version
    const again = (await maker().post(details, { ...DETAILS, account: '6222-fine-unseen' })).body.version
    expect(code(await as('finance-checker').post(resubmission, {}))).toEqual([422, 'CorrectionNotNamed'])
    expect((await as('finance-checker').post(resubmission, { correctionVersion: seen }))).toMatchObject({ status: 409, body: { code: 'CorrectionChanged', correctionVersion: again } })
    expect((await payoutsOf(caseId)).body.items).toMatchObject([{ status: 'failed', needs: 'resubmission', correction: { version: again } }])
    expect((await as('finance-checker').post(resubmission, { correctionVersion: again })).status).toBe(200)
    await bench.reached(caseId, 'confirmed')
  })

  it.each<[string, Role, TestIdentity, object, number, string]>([
    ['by a role that may not', 'reviewer', {}, DETAILS, 403, 'RoleNotPermitted'],
    ['from another tenant', 'finance-maker', { tenant: 'other' }, DETAILS, 404, 'UnknownCase'],
    ['by another customer', 'customer', { id: 'mallory' }, DETAILS, 404, 'NotYourCase'],
    ['with an unknown field', 'finance-maker', {}, { ...DETAILS, colour: 'red' }, 400, 'InvalidRequest'],
    ['without an account', 'finance-maker', {}, { name: '林小满' }, 400, 'InvalidRequest'],
    ['to an account of another name than the payer\'s (MB4)', 'finance-maker', {}, { ...DETAILS, name: '林小曼' }, 422, 'PayeeNameDiffers'],
    ['to another channel without the customer\'s consent (MB4)', 'finance-maker', {}, { ...DETAILS, channel: 'bank' }, 422, 'ConsentMissing'],
    ['to a channel that is not there', 'finance-maker', {}, { ...DETAILS, channel: '请打到 6222 的卡' }, 422, 'UnknownChannel'],
    ['with a consent of no known form (MB4)', 'finance-maker', {}, { ...DETAILS, channel: 'bank', consent: { how: 'NOD', reference: 'x' } }, 400, 'InvalidRequest'],
    ['with a consent that names somebody', 'finance-maker', {}, { ...DETAILS, channel: 'bank', consent: { how: 'WRITTEN', reference: '林小满的信' } }, 400, 'InvalidRequest'],
    ['to an account of blanks', 'finance-maker', {}, { ...DETAILS, account: '     ' }, 400, 'InvalidRequest'],
    ['to an account of two lines', 'finance-maker', {}, { ...DETAILS, account: '6222\r\n6223' }, 400, 'InvalidRequest'],
    ['to a name that reads backwards', 'finance-maker', {}, { ...DETAILS, name: '\u202e林小满' }, 400, 'InvalidRequest'],
    ['with half a bank code', 'finance-maker', {}, { ...DETAILS, bankCode: '123' }, 400, 'InvalidRequest'],
    ['of a payout that does not exist', 'finance-maker', {}, { ...DETAILS, payoutNo: 7 }, 404, 'UnknownPayout'],
  ])('a correction %s is refused', async (_, role, identity, body, status, problem) => {
    const answer = await as(role, identity).post(`/refund-cases/${await failedCase()}/payout-details`, body)
    expect(answer).toMatchObject({ status, body: { code: problem, titles: { en: expect.any(String), 'zh-CN': expect.any(String) } } })
  })

  it('a correction without a key, or of another version than was seen, is refused', async () => {
    const details = `/refund-cases/${await failedCase()}/payout-details`
    expect(code(await maker().post(details, DETAILS, { key: null }))).toEqual([400, 'IdempotencyKeyMissing'])
    expect(code(await maker().post(details, DETAILS, { version: 1 }))).toEqual([412, 'StaleVersion'])
  })

  it('is refused where nothing failed', async () => {
    const caseId = await paidCase()
    expect(code(await maker().post(`/refund-cases/${caseId}/payout-details`, DETAILS))).toEqual([409, 'WrongPhase'])
    expect(code(await as('finance-checker').post(`/refund-cases/${caseId}/payout-resubmission`, {}))).toEqual([409, 'WrongPhase'])
  })
})

describe('the customer\'s word on the money', () => {
  it('closes the case', async () => {
    const caseId = await paidCase()
    const path = `/refund-cases/${caseId}/receipt-confirmation`
    expect(code(await as('customer', { id: 'mallory' }).post(path))).toEqual([404, 'NotYourCase'])
    expect(await as('customer', LIN).post(path)).toMatchObject({ status: 200, body: { repeated: false } })
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'closed', outcome: 'paid' })
  })

  it('may be that nothing came, and they learn when they hear more (LS18)', async () => {
    const caseId = await paidCase()
    const path = `/refund-cases/${caseId}/receipt-dispute`
    const { status, body } = await as('customer', LIN).post(path, { reason: 'NOTHING_CAME' })
    expect({ status, expectedBy: body.expectedBy }).toEqual({ status: 200, expectedBy: (await bench.caseOf(caseId)).stage.dueAt })
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'receipt', receiptDisputed: true })
  })

  it.each(['张三说没收到', 'call 13800138000', 'x'.repeat(65), 'a\nb'])('is a code and no story, for it is kept in clear: %j', async (reason) => {
    const answer = await as('customer', LIN).post(`/refund-cases/${await paidCase()}/receipt-dispute`, { reason })
    expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidRequest', errors: [{ pointer: '/reason' }] } })
    expect(JSON.stringify(answer.body)).not.toContain(reason)
  })

  it('is not asked before money left', async () => {
    expect(code(await as('customer', LIN).post(`/refund-cases/${await failedCase()}/receipt-dispute`, {}))).toEqual([409, 'WrongPhase'])
  })

  it('that it came back is not believed against a channel that says it arrived', async () => {
    const body = { payoutNo: 1, returnedAt: bench.now }
    expect(code(await maker().post(`/refund-cases/${await paidCase()}/payout-return`, body))).toEqual([409, 'ChannelSaysPaid'])
  })

  it('is overruled by a statement on which the money came back', async () => {
    const caseId = await paidCase({ behaviour: 'returned' })
    const path = `/refund-cases/${caseId}/payout-return`
    const body = { payoutNo: 1, returnedAt: bench.now }
    expect(code(await maker().post(path, { payoutNo: 1, returnedAt: '2199-01-01T00:00:00Z' }))).toEqual([422, 'ReturnTimeImpossible'])
    expect(code(await as('finance-checker').post(path, body))).toEqual([403, 'RoleNotPermitted'])
    expect(await maker().post(path, body)).toMatchObject({ status: 200 })
    expect((await payoutsOf(caseId)).body.items).toMatchObject([{ status: 'returned', needs: 'correction', code: 'TRANSFER_RETURNED' }])
    const unpayable = `/refund-cases/${caseId}/unpayable`
    expect(code(await maker().post(unpayable))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('finance-checker').post(unpayable))).toEqual([409, 'CustomerNotErased'])
  })
})

it('makes no files of transfers where there is no bank', async () => {
  expect(code(await maker().post('/transfer-batches'))).toEqual([409, 'NoBankTransfer'])
  expect((await maker().get('/transfer-batches')).body).toEqual({ items: [], next: null, queued: { count: 0, total_minor: 0 } })
})

it('counts the answers of channels and describes its doors', async () => {
  await paidCase()
  const metrics = await bench.service.anonymous.get('/metrics')
  expect(metrics.body).toMatch(/recourse_payout_answers_total\{channel="sandbox",question="refund",outcome="succeeded"/)
  const { paths } = (await bench.service.anonymous.get('/docs/openapi.json')).body
  expect(Object.keys(paths)).toEqual(expect.arrayContaining([
    '/payouts', '/refund-cases/{caseId}/payouts', '/refund-cases/{caseId}/payout-details', '/refund-cases/{caseId}/payout-resubmission',
    '/refund-cases/{caseId}/payout-return', '/refund-cases/{caseId}/payout-surrender', '/refund-cases/{caseId}/receipt-confirmation', '/refund-cases/{caseId}/receipt-dispute', '/refund-cases/{caseId}/unpayable',
  ]))
})
