import { randomBytes, randomUUID } from 'node:crypto'
import { money } from '@recourse/kernel'
import { createTestDatabase, eventually } from '@recourse/test-support'
import type { NoticeEnvelope } from '../port.js'
import { openNoticeInbox } from '../sandbox-kit/notice-inbox.js'
import { hastyWhereSilent } from '../tck/hasty-where-silent.js'
import { paymentChannelTck } from '../tck/payment-channel-tck.js'
import type { StripeChannel } from './channel.js'
import { startStripeSandbox } from './sandbox/testing.js'

/** Three questions fit into it on a busy machine. */
const BRIEFLY_MS = 1_000
const LONG_MS = 30_000

const cannotHave = {
  'wrong-name': 'a refund goes back to the card that was charged, nobody names a payee',
  'closed-account': 'a card cannot be replaced, so no other payee could be paid under a new number; see rules.spec.ts',
  abnormal: 'what cannot reach the card comes back to the balance of the merchant at once',
  forged: 'Stripe signs no answers, TLS alone says who answered; see client.spec.ts',
}

paymentChannelTck('Stripe', cannotHave, async () => {
  const database = await createTestDatabase()
  const inbox = await openNoticeInbox()
  const sandbox = await startStripeSandbox(database.url, { notifyUrl: inbox.url })
  const [patient, hasty] = [LONG_MS, BRIEFLY_MS].map((timeout_ms) => sandbox.channel({ timeout_ms })) as [StripeChannel, StripeChannel]

  /** As if it had arrived at the moment that the sandbox takes for now. */
  const onTime = (envelope: NoticeEnvelope): NoticeEnvelope => ({ ...envelope, receivedAt: sandbox.now().toISOString() })

  const isAbout = (outRefundNo: string) => ({ body }: NoticeEnvelope): boolean => new TextDecoder().decode(body).includes(`"out_refund_no":"${outRefundNo}"`)

  return {
    channel: hastyWhereSilent(patient, hasty),
    request: (scenario) => ({
      outRefundNo: randomUUID(),
      paymentReference: `pi_${randomBytes(5).toString('hex')}-${scenario}`,
      amount: money(3_000, 'CNY'),
      paid: money(10_000, 'CNY'),
      reason: '退款',
    }),
    corrected: (refund) => refund,
    movements: () => sandbox.movements(),
    pass: async (milliseconds) => sandbox.pass(milliseconds),
    settle: async () => sandbox.settle(),
    endDay: async (day) => sandbox.endDay(day),
    noticeOf: async ({ outRefundNo }, signedBy) => {
      await eventually(`a notice about ${outRefundNo}`, async () => inbox.received.some(isAbout(outRefundNo)))
      if (signedBy === 'channel') return onTime(inbox.received.findLast(isAbout(outRefundNo))!)
      const received = inbox.received.length
      await sandbox.sendNotice(outRefundNo, 'forged')
      await eventually('the forged notice', async () => inbox.received.length > received)
      return onTime(inbox.received.at(-1)!)
    },
    restart: () => sandbox.restart(),
    stop: async () => {
      await sandbox.stop()
      await inbox.close()
      await database.drop()
    },
  }
})
