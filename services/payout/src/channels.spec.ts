import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  startAlipaySandbox, startStripeSandbox, startWechatSandbox, type RunningAlipaySandbox, type RunningStripeSandbox, type RunningWechatSandbox,
} from '@recourse/payment-channels/testing'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import { Pool } from 'pg'
import { channelsOf } from './channels.js'
import { PayoutBench } from './spec-support.js'

describe('the settings', () => {
  it('name the channels there are', () => {
    expect(channelsOf({ NODE_ENV: 'test', SANDBOX_URL: 'http://127.0.0.1:4070' }, new Pool()).map(({ name }) => name)).toEqual(['sandbox'])
  })

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['nothing', {}, 'no payment channel: set SANDBOX_URL'],
    ['half a merchant of WeChat Pay', { WECHAT_PAY_MCHID: '1900000109' }, 'WECHAT_PAY_SERIAL is not set'],
    ['half a bank', { BANK_TRANSFER_URL: 'http://127.0.0.1:4073' }, 'BANK_TRANSFER_LEDGER_KEY is not set'],
    ['half an app of Alipay', { ALIPAY_APP_ID: '2021000000000000' }, 'ALIPAY_'],
    ['a misspelt tenant of WeChat Pay', { WECHAT_PAY_TENNANTS: 'shop' }, 'WECHAT_PAY_TENNANTS is no setting; the nearest is WECHAT_PAY_TENANTS'],
    ['a misspelt key of the bank', { BANK_TRANSFER_LEGDER_KEY: 'canary' }, 'BANK_TRANSFER_LEGDER_KEY is no setting; the nearest is BANK_TRANSFER_LEDGER_KEY'],
    ['a misspelt window of Alipay', { ALIPAY_REFUND_WINDOW: '90' }, 'ALIPAY_REFUND_WINDOW is no setting; the nearest is ALIPAY_REFUND_WINDOW_DAYS'],
    ['a misspelt address of Stripe', { STRIPE_API_URL: 'x' }, 'STRIPE_API_URL is no setting; the nearest is STRIPE_URL'],
    ['a misspelt secret of the sandbox', { SANDBOX_URL: 'http://127.0.0.1:4070', SANDBOX_SECRET: 'x' }, 'SANDBOX_SECRET is no setting; the nearest is SANDBOX_SECRET_FILE'],
    ['tenants in a file that is not there', { WECHAT_PAY_TENANTS_FILE: '/none' }, 'WECHAT_PAY_TENANTS_FILE cannot be read'],
    ['half an account of Stripe', { STRIPE_API_KEY: 'sk_test_12345678' }, 'STRIPE_WEBHOOK_SECRET is not set'],
  ])('with %s say what is missing', (_name, environment, message) => {
    expect(() => channelsOf(environment, new Pool())).toThrow(message)
  })
})

describe('play money', () => {
  const sandbox = { SANDBOX_URL: 'http://127.0.0.1:4070', SANDBOX_SECRET_FILE: fileURLToPath(import.meta.url) }
  const stripe = { STRIPE_API_KEY: `sk_live_${'x'.repeat(24)}`, STRIPE_WEBHOOK_SECRET: `whsec_${'x'.repeat(32)}` }
  const open = (environment: NodeJS.ProcessEnv) => channelsOf(environment, new Pool()).map(({ name }) => name)

  it.each<[string, NodeJS.ProcessEnv]>([
    ['SANDBOX_URL', sandbox],
    ['STRIPE_URL', { ...stripe, STRIPE_URL: 'http://127.0.0.1:4074' }],
    ['STRIPE_API_KEY', { ...stripe, STRIPE_API_KEY: `sk_test_${'x'.repeat(24)}` }],
  ])('by %s does not mix with real money: in production it is refused, unless somebody says that no money is real', (setting, environment) => {
    for (const NODE_ENV of ['production', undefined]) expect(() => open({ ...environment, NODE_ENV })).toThrow(new RegExp(`^${setting}: play money, in production.*ALLOW_PLAY_MONEY=yes`))
    expect(open({ ...environment, NODE_ENV: 'production', ALLOW_PLAY_MONEY: 'yes' })).toHaveLength(1)
    expect(open({ ...environment, NODE_ENV: 'development' })).toHaveLength(1)
  })

  it('is not in the way of real channels', () => {
    expect(open({ ...stripe, NODE_ENV: 'production' })).toEqual(['stripe'])
  })

  it('of a sandbox elsewhere is told so', () => {
    expect(() => open({ ...sandbox, SANDBOX_URL: 'http://sandbox:8080', NODE_ENV: 'development' })).toThrow('SANDBOX_URL is neither https nor')
    expect(open({ ...sandbox, SANDBOX_URL: 'http://sandbox:8080', ALLOW_PLAY_MONEY: 'yes' })).toEqual(['sandbox'])
  })
})

describe('a refund through the channel that the order was paid by (FO10)', () => {
  let database: TestDatabase
  let wechat: RunningWechatSandbox
  let alipay: RunningAlipaySandbox
  let stripe: RunningStripeSandbox
  let bench: PayoutBench
  beforeAll(async () => {
    database = await createTestDatabase()
    wechat = await startWechatSandbox(database.url)
    alipay = await startAlipaySandbox(database.url)
    stripe = await startStripeSandbox(database.url)
    bench = await PayoutBench.open({ consumers: false, channels: [wechat.channel(), alipay.channel(), stripe.channel()] })
  })
  afterAll(async () => {
    await bench.close()
    await stripe.stop()
    await alipay.stop()
    await wechat.stop()
    await database.drop()
  })

  const reference = (): string => randomUUID().replaceAll('-', '')
  const MINUTE_ms = 60_000

  it('WeChat Pay takes it over, is asked again, and has paid it once', async () => {
    const caseId = await bench.approvedCase({ channel: 'wechat-pay', reference: reference() })
    await bench.settle()
    expect((await bench.caseOf(caseId)).payouts[1]!.status).toBe('submitted')
    wechat.settle()
    await bench.later(MINUTE_ms)
    expect((await bench.caseOf(caseId)).payouts[1]).toMatchObject({ status: 'confirmed', channel: 'wechat-pay' })
    expect((await wechat.movements()).map(({ outRefundNo, direction, amount }) => [outRefundNo, direction, amount.minor])).toEqual([[`${caseId}-1`, 'out', 10_000]])
  })

  it('Alipay pays it once', async () => {
    const tradeNo = reference()
    await alipay.open(tradeNo, 10_000)
    const caseId = await bench.approvedCase({ channel: 'alipay', reference: tradeNo })
    await bench.settle()
    await bench.later(MINUTE_ms)
    expect((await bench.caseOf(caseId)).payouts[1]).toMatchObject({ status: 'confirmed', channel: 'alipay' })
    expect((await alipay.movements()).map(({ outRefundNo, direction, amount }) => [outRefundNo, direction, amount.minor])).toEqual([[`${caseId}-1`, 'out', 10_000]])
  })

  it('Stripe pays it once, although it has forgotten its keys when it is asked again', async () => {
    const caseId = await bench.approvedCase({ channel: 'stripe', reference: `pi_${reference()}-reset-after` })
    await bench.settle()
    await stripe.forgetKeys()
    await bench.later(MINUTE_ms)
    expect((await bench.caseOf(caseId)).payouts[1]).toMatchObject({ status: 'confirmed', channel: 'stripe' })
    expect((await stripe.movements()).map(({ outRefundNo, direction, amount }) => [outRefundNo, direction, amount.minor])).toEqual([[`${caseId}-1`, 'out', 10_000]])
  })
})
