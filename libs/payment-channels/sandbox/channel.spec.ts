import { randomUUID } from 'node:crypto'
import { money } from '@recourse/kernel'
import { createTestDatabase, eventually } from '@recourse/test-support'
import type { NoticeEnvelope } from '../port.js'
import { openNoticeInbox } from '../sandbox-kit/notice-inbox.js'
import { hastyWhereSilent } from '../tck/hasty-where-silent.js'
import { paymentChannelTck } from '../tck/payment-channel-tck.js'
import type { ChannelUnderTest, Scenario } from '../tck/subject.js'
import { makeNotice } from './notice.js'
import { startSandbox } from './testing.js'

const BRIEFLY_MS = 250
const LONG_MS = 30_000

const byPayee: readonly Scenario[] = ['wrong-name', 'closed-account', 'returned']

const cannotHave = { closed: 'the sandbox refuses for good at once, it never gives up later' }

const asReceived = ({ headers, body }: { headers: Record<string, string>; body: string }): NoticeEnvelope => ({
  headers, body: new TextEncoder().encode(body), receivedAt: new Date().toISOString(),
})

paymentChannelTck('sandbox', cannotHave, async () => {
  const database = await createTestDatabase()
  const inbox = await openNoticeInbox()
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
    channel: hastyWhereSilent(sandbox.channel(LONG_MS, inbox.url), sandbox.channel(BRIEFLY_MS, inbox.url)),
    request,
    corrected: (refund) => ({ ...refund, payee: payee('succeeds') }),
    movements: () => sandbox.movements(),
    pass: async (milliseconds) => sandbox.pass(milliseconds),
    settle: async () => {},
    endDay: async () => {},
    noticeOf: async ({ outRefundNo, paymentReference }, signedBy) => {
      if (signedBy === 'stranger') return asReceived(makeNotice('a stranger', { outRefundNo, paymentReference, status: 'succeeded' }))
      const isAboutIt = ({ body }: NoticeEnvelope) => new TextDecoder().decode(body).includes(outRefundNo)
      await eventually(`a notice about ${outRefundNo}`, async () => inbox.received.some(isAboutIt))
      return inbox.received.findLast(isAboutIt)!
    },
    restart: () => sandbox.restart(),
    stop: async () => {
      await sandbox.stop()
      await inbox.close()
      await database.drop()
    },
  }
})
