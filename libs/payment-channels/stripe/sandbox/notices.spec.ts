import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import type { RefundRequest } from '../../port.js'
import { openNoticeInbox, type NoticeInbox } from '../../sandbox-kit/notice-inbox.js'
import type { StripeChannel } from '../channel.js'
import { noticeKinds } from './notice.js'
import { startStripeSandbox, type RunningStripeSandbox } from './testing.js'

let database: TestDatabase
let sandbox: RunningStripeSandbox
let inbox: NoticeInbox
let channel: StripeChannel

beforeAll(async () => {
  database = await createTestDatabase()
  inbox = await openNoticeInbox()
  sandbox = await startStripeSandbox(database.url, { notifyUrl: inbox.url })
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
    outRefundNo: randomUUID(), paymentReference: `pi_${randomBytes(5).toString('hex')}-${behaviour}`, amount, paid: amount, reason: '退款',
  }
  await channel.refund(request)
  return request
}

const typesAbout = ({ outRefundNo }: RefundRequest): string[] =>
  inbox.received.map(({ body }) => new TextDecoder().decode(body)).filter((body) => body.includes(outRefundNo)).map((body) => (JSON.parse(body) as { type: string }).type)

it('come when a refund is made, and on demand: genuine once more, late, or as no channel may believe them', async () => {
  const { outRefundNo, paymentReference } = await refund('plain')
  await eventually('the notice', async () => inbox.received.length === 1)
  const first = channel.notices.read(inbox.received[0]!)
  expect(first).toEqual({ kind: 'refund', noticeId: expect.any(String), outRefundNo, paymentReference })
  const read = []
  for (const kind of noticeKinds) {
    const before = inbox.received.length
    await sandbox.sendNotice(outRefundNo, kind)
    await eventually(`the notice ${kind}`, async () => inbox.received.length === before + 1)
    read.push(channel.notices.read(inbox.received.at(-1)!))
  }
  const rejected = (why: string) => ({ kind: 'rejected', why, detail: expect.any(String) })
  expect(read).toEqual([
    first, first, rejected('signature'), rejected('too-old'), rejected('signature'), rejected('other-merchant'), rejected('other-merchant'),
  ])
})

it('come again when something changes, also when a success comes back; not for a payment that wants none', async () => {
  const [silent, late, back] = [await refund('no-notice'), await refund('pending'), await refund('returned')]
  sandbox.settle()
  await eventually('the later notices', async () => typesAbout(late).length === 2 && typesAbout(back).length === 2)
  expect(typesAbout(late)).toEqual(['refund.created', 'refund.updated'])
  expect(typesAbout(back)).toEqual(['refund.created', 'refund.failed'])
  expect(typesAbout(silent)).toEqual([])
  expect(await channel.query(silent)).toMatchObject({ outcome: 'succeeded' })
  expect(await channel.query(back)).toMatchObject({ outcome: 'returned' })
})
