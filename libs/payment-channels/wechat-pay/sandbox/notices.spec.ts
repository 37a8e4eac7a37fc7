import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import type { RefundRequest } from '../../port.js'
import { openNoticeInbox, type NoticeInbox } from '../../sandbox-kit/notice-inbox.js'
import type { WechatPayChannel } from '../channel.js'
import { noticeKinds } from './notice.js'
import { startWechatSandbox, type RunningWechatSandbox } from './testing.js'

let database: TestDatabase
let sandbox: RunningWechatSandbox
let inbox: NoticeInbox
let channel: WechatPayChannel

beforeAll(async () => {
  database = await createTestDatabase()
  sandbox = await startWechatSandbox(database.url)
  inbox = await openNoticeInbox()
  channel = sandbox.channel({ notifyUrl: inbox.url })
})

afterAll(async () => {
  await sandbox.stop()
  await inbox.close()
  await database.drop()
})

const refund = async (behaviour: string): Promise<RefundRequest> => {
  const request: RefundRequest = {
    outRefundNo: randomUUID(), paymentReference: `${randomBytes(5).toString('hex')}-${behaviour}`, amount: money(3_000, 'CNY'), paid: money(3_000, 'CNY'), reason: '退款',
  }
  await channel.refund(request)
  sandbox.settle()
  return request
}

const arrived = (count: number) => eventually(`${count} notices`, async () => inbox.received.length === count)

it('come when a refund is decided, for each of its states, and on demand: genuine once more, or as no channel may believe them', async () => {
  const { outRefundNo, paymentReference } = await refund('plain')
  await arrived(1)
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
  expect(read).toEqual([first, rejected('signature'), rejected('too-old'), rejected('signature'), rejected('other-merchant')])
})

it('do not come for a payment that wants none, and the refund is found all the same', async () => {
  const before = inbox.received.length
  const silent = await refund('no-notice')
  expect(await channel.query(silent)).toMatchObject({ outcome: 'succeeded' })
  const told = await refund('plain')
  await arrived(before + 1)
  expect(channel.notices.read(inbox.received.at(-1)!)).toMatchObject({ outRefundNo: told.outRefundNo })
})
