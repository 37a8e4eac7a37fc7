import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Role } from '@recourse/kernel'
import { startWechatSandbox, type RunningWechatSandbox } from '@recourse/payment-channels/testing'
import { createLogger } from '@recourse/platform'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import { placesOf } from '@recourse/test-support/invariants'
import { PayoutBench } from './spec-support.js'

const NAME = '林小满'
/** Of an account number, without its last four characters. */
const ACCOUNT = '0212345678'
const IN_A_NOTICE = '司马canary'

let database: TestDatabase
let wechat: RunningWechatSandbox
let bench: PayoutBench
let logs = ''

beforeAll(async () => {
  database = await createTestDatabase()
  wechat = await startWechatSandbox(database.url)
  const destination = new Writable({ write: (chunk, _, done) => (logs += String(chunk), done()) })
  bench = await PayoutBench.open({ consumers: true, channels: [wechat.channel()], logger: createLogger('payout', { LOG_LEVEL: 'debug' }, destination) })
})
afterAll(async () => {
  await bench.close()
  await wechat.stop()
  await database.drop()
})

const as = (role: Role) => bench.service.as(role)

/** A transfer that fails by its name, is corrected, sent again under its number, and arrives; and one whose outcome is lost. */
const corrected = async (): Promise<string> => {
  const caseId = await bench.approvedCase({ payee: `${ACCOUNT}-wrong-name` })
  await bench.reached(caseId, 'failed')
  const { status, body } = await as('finance-maker').post(`/refund-cases/${caseId}/payout-details`, { name: NAME, account: `6222-${ACCOUNT}-fine` })
  expect(status).toBe(200)
  expect((await as('finance-checker').post(`/refund-cases/${caseId}/payout-resubmission`, { correctionVersion: body.version })).status).toBe(200)
  await bench.reached(caseId, 'confirmed')
  const lost = await bench.approvedCase({ payee: `${ACCOUNT}-server-error-after` })
  await bench.reached(lost, 'unknown')
  bench.forward(60_000)
  await bench.reached(lost, 'confirmed')
  return caseId
}

/** Notices that nobody has signed, with words that must not be kept. */
const strangeNotices = async (): Promise<void> => {
  for (const body of [JSON.stringify({ noticeId: randomUUID(), outRefundNo: IN_A_NOTICE, paymentReference: ACCOUNT }), `{"${IN_A_NOTICE}`, IN_A_NOTICE]) {
    for (const channel of ['sandbox', 'wechat-pay']) {
      const others = { 'content-type': 'application/json', 'wechatpay-signature': IN_A_NOTICE, 'wechatpay-serial': IN_A_NOTICE }
      expect((await bench.service.anonymous.post(`/channel-notices/${channel}`, body, { others })).status).toBeGreaterThanOrEqual(400)
    }
  }
}

it('names, account numbers and secrets stand in clear in no table, log, metric or view (FO9)', async () => {
  const caseId = await corrected()
  await strangeNotices()
  const views = await Promise.all([
    ...['/payouts', `/refund-cases/${caseId}/payouts`, '/payment-channels'].map((path) => as('auditor').get(path)),
    ...['/operations/consumers', '/operations/quarantine'].map((path) => as('operations').get(path)),
  ])
  expect(views.map(({ status }) => status)).toEqual(Array(5).fill(200))
  await eventually('the requests are logged', async () => logs.includes('/channel-notices/:channel'))

  const { MASTER_KEY } = bench.service.infrastructure.config
  const secrets = [bench.sandbox.secret, MASTER_KEY, wechat.keys.apiV3Key, wechat.keys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64').slice(40, 100)]
  const metrics = (await bench.service.anonymous.get('/metrics')).body as string
  const texts = { logs, metrics, views: JSON.stringify(views.map(({ body }) => body as unknown)) }
  expect((await placesOf([caseId], bench.service.infrastructure, texts)).length).toBeGreaterThan(3)
  expect(await placesOf([NAME, ACCOUNT, IN_A_NOTICE, ...secrets], bench.service.infrastructure, texts)).toEqual([])
})

it('metrics carry no id of a case, a payment or a tenant', async () => {
  const caseId = await bench.approvedCase()
  await bench.reached(caseId, 'confirmed')
  const { body } = await bench.service.anonymous.get('/metrics')
  expect(body).toContain('recourse_payout_answers_total{channel="sandbox",question="refund",outcome="succeeded",service="payout"}')
  for (const word of [caseId, (await bench.orderOf(caseId)).orderId, '"demo"']) expect(body).not.toContain(word)
})
