import { randomUUID } from 'node:crypto'
import { money } from '@recourse/kernel'
import { createTestDatabase } from '@recourse/test-support'
import { paymentChannelTck } from '../tck/payment-channel-tck.js'
import type { ChannelUnderTest, Scenario } from '../tck/subject.js'
import { startSandbox } from './testing.js'

const TIMEOUT_MS = 400

const byPayee: readonly Scenario[] = ['wrong-name', 'closed-account', 'returned']

paymentChannelTck('sandbox', async () => {
  const database = await createTestDatabase()
  const sandbox = await startSandbox(database.url)
  const payee = (scenario: Scenario) => ({ accountName: '张三', accountNo: `6222-${scenario}` })
  const request: ChannelUnderTest['request'] = (scenario) => ({
    outRefundNo: randomUUID(),
    paymentReference: byPayee.includes(scenario) ? randomUUID() : `${randomUUID()}-${scenario}`,
    amount: money(3_000, 'CNY'),
    paid: money(10_000, 'CNY'),
    ...(byPayee.includes(scenario) && { payee: payee(scenario) }),
    reason: '退款',
  })
  return {
    channel: sandbox.channel(TIMEOUT_MS),
    request,
    corrected: (refund) => ({ ...refund, payee: payee('succeeds') }),
    movements: () => sandbox.movements(),
    restart: () => sandbox.restart(),
    stop: async () => {
      await sandbox.stop()
      await database.drop()
    },
  }
})
