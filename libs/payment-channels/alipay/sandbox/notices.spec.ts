import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import type { RefundRequest } from '../../port.js'
import { openNoticeInbox, type NoticeInbox } from '../../sandbox-kit/notice-inbox.js'
import type { AlipayChannel } from '../channel.js'
import { noticeKinds } from './notice.js'
import { startAlipaySandbox, type RunningAlipaySandbox } from './testing.js'

let database: TestDatabase
let sandbox: RunningAlipaySandbox
let inbox: NoticeInbox
let channel: AlipayChannel

beforeAll(async () => {
  database = await createTestDatabase()
  inbox = await openNoticeInbox()
  sandbox = await startAlipaySandbox(database.url, { notifyUrl: inbox.url })
  channel = sandbox.channel()
})

afterAll(async () => {
  await sandbox.stop()
  await inbox.close()
  await database.drop()
})

const refund = async (behaviour: string): Promise<RefundRequest> => {
  const amount = money(10_000, 'CNY')
  const request: RefundRequest = {
    outRefundNo: randomUUID(), paymentReference: `${randomBytes(5).toString('hex')}-${behaviour}`, amount, paid: amount, reason: '退款',
  }
  await channel.refund(request)
  return request
}

const arrived = (count: number) => eventually(`${count} notices`, async () => inbox.received.length === count)

it('come when the money has left, and on demand: genuine once more, late, or as no channel may believe them', async () => {
  const { outRefundNo, paymentReference } = await refund('plain')
  await arrived(1)
  expect(new TextDecoder().decode(inbox.received[0]!.body)).toContain('trade_status=TRADE_CLOSED')
  const first = channel.notices.read(inbox.received[0]!)
  expect(first).toEqual({ kind: 'refund', noticeId: expect.any(String), outRefundNo, paymentReference })
  const read = []
  for (const kind of noticeKinds) {
    const before = inbox.received.length
    await sandbox.sendNotice(outRefundNo, kind)
    await arrived(before + 1)
    read.push(channel.notices.read(inbox.received.at(-1)!))
  }
  const rejected = (why: string) => ({ kind: 'rejected', why, detail: expect.any(String) })
  expect(read).toEqual([
    first, first, rejected('signature'), rejected('too-old'), rejected('signature'), rejected('other-merchant'), rejected('other-merchant'),
  ])
})

it('do not come for a payment that wants none, nor for a refund that failed; both are found all the same', async () => {
  const before = inbox.received.length
  const [silent, failed] = [await refund('no-notice'), await refund('closed')]
  sandbox.settle()
  expect(await channel.query(silent)).toMatchObject({ outcome: 'succeeded' })
  expect(await channel.query(failed)).toMatchObject({ outcome: 'failed', code: 'REFUND_CLOSED' })
  const told = await refund('plain')
  await arrived(before + 1)
  expect(channel.notices.read({ ...inbox.received.at(-1)!, receivedAt: sandbox.now().toISOString() })).toMatchObject({ outRefundNo: told.outRefundNo })
})
