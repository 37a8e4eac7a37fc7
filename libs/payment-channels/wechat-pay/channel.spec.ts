import { randomBytes, randomUUID } from 'node:crypto'
import { money } from '@recourse/kernel'
import { createTestDatabase, eventually } from '@recourse/test-support'
import type { NoticeEnvelope } from '../port.js'
import { openNoticeInbox } from '../sandbox-kit/notice-inbox.js'
import { hastyWhereSilent } from '../tck/hasty-where-silent.js'
import { paymentChannelTck } from '../tck/payment-channel-tck.js'
import type { WechatPayChannel } from './channel.js'
import { startWechatSandbox } from './sandbox/testing.js'

const BRIEFLY_MS = 250
const LONG_MS = 30_000

const cannotHave = {
  'wrong-name': 'a refund goes back to the payer; a payee is named only for an abnormal refund, see rules.spec.ts',
  'closed-account': 'the payer cannot be replaced, so no other payee could be paid under a new number; see rules.spec.ts',
  returned: 'a success is the end: what cannot reach the card shows as ABNORMAL before it',
}

paymentChannelTck('WeChat Pay', cannotHave, async () => {
  const database = await createTestDatabase()
  const inbox = await openNoticeInbox()
  const sandbox = await startWechatSandbox(database.url)
  const [patient, hasty] = [LONG_MS, BRIEFLY_MS].map((timeout_ms) => sandbox.channel({ timeout_ms, notifyUrl: inbox.url })) as [WechatPayChannel, WechatPayChannel]

  /** The resource is encrypted: which refund a notice is about tells only the channel. */
  const isAbout = (outRefundNo: string) => (envelope: NoticeEnvelope): boolean => {
    const notice = patient.notices.read(envelope)
    return notice.kind === 'refund' && notice.outRefundNo === outRefundNo
  }

  return {
    channel: hastyWhereSilent(patient, hasty),
    request: (scenario) => ({
      outRefundNo: randomUUID(),
      paymentReference: `${randomBytes(5).toString('hex')}-${scenario}`,
      amount: money(3_000, 'CNY'),
      paid: money(10_000, 'CNY'),
      reason: '退款',
    }),
    corrected: (refund) =>
      refund.paymentReference.endsWith('abnormal') ? { ...refund, payee: { accountName: '张三', accountNo: '6222020200112233445', bankCode: '102100099996' } } : refund,
    movements: () => sandbox.movements(),
    pass: async (milliseconds) => sandbox.pass(milliseconds),
    settle: async () => sandbox.settle(),
    endDay: async (day) => sandbox.endDay(day),
    noticeOf: async ({ outRefundNo }, signedBy) => {
      await eventually(`a notice about ${outRefundNo}`, async () => inbox.received.some(isAbout(outRefundNo)))
      const genuine = inbox.received.findLast(isAbout(outRefundNo))!
      if (signedBy === 'channel') return genuine
      const received = inbox.received.length
      await sandbox.sendNotice(outRefundNo, 'forged')
      await eventually('the forged notice', async () => inbox.received.length > received)
      return inbox.received.at(-1)!
    },
    restart: () => sandbox.restart(),
    stop: async () => {
      await sandbox.stop()
      await inbox.close()
      await database.drop()
    },
  }
})
