import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { PaymentChannel } from '@recourse/payment-channels'
import { startAlipaySandbox, startStripeSandbox, startWechatSandbox } from '@recourse/payment-channels/testing'
import { createTestDatabase, eventually, type TestDatabase } from '@recourse/test-support'
import { code, MINUTE_ms, NOW, openOf, paidAtTheChannel, ReconciliationBench } from './spec-support.js'

interface Sandbox {
  channel(): PaymentChannel
  movements(): Promise<readonly { readonly outRefundNo: string }[]>
  stop(): Promise<void>
}

let database: TestDatabase
let house: ReconciliationBench | undefined
const sandboxes: Record<string, Sandbox> = {}
beforeAll(async () => {
  database = await createTestDatabase()
  const clock = (): Date => new Date(house?.bench.now ?? NOW)
  sandboxes['wechat-pay'] = await startWechatSandbox(database.url, clock)
  sandboxes['alipay'] = await startAlipaySandbox(database.url, { clock })
  sandboxes['stripe'] = await startStripeSandbox(database.url, { clock })
  house = await ReconciliationBench.open(Object.values(sandboxes).map((sandbox) => sandbox.channel()))
})
afterAll(async () => {
  await house!.close()
  for (const sandbox of Object.values(sandboxes)) await sandbox.stop()
  await database.drop()
})

// The channel's day, a moment after it at which its statement is not made yet, and one at which it is.
describe.each([
  ['wechat-pay', '', '2026-11-23', '2026-11-23T16:30:00.000Z', '2026-11-24T03:30:00.000Z'],
  ['alipay', 'pending', '2026-11-24', '2026-11-24T16:30:00.000Z', '2026-11-25T03:30:00.000Z'],
  ['stripe', '-pending', '2026-11-25', '2026-11-26T00:05:00.000Z', '2026-11-26T00:15:00.000Z'],
])('a day of %s, over its own statement', (channel, ending, day, tooEarly, ready) => {
  const reference = (): string => `${channel === 'stripe' ? 'pi_' : ''}${randomBytes(9).toString('hex')}${ending}`
  const left = (outRefundNo: string) =>
    eventually(`${outRefundNo} left`, async () => (await sandboxes[channel]!.movements()).some((movement) => movement.outRefundNo === outRefundNo))
  let [paid, lost] = ['', '']
  const foreign = `shop-desk-${channel}`

  it('waits for a statement that is not made yet', async () => {
    house!.until(`${day}T05:00:00.000Z`)
    paid = await house!.paidCase({ channel, reference: reference() })
    house!.bench.forward(11 * MINUTE_ms)
    await left(`${paid}-1`)
    await house!.bench.later(10 * MINUTE_ms)
    expect(await house!.statusOf(paid)).toBe('confirmed')
    lost = await house!.paidCase({ channel, reference: reference() })
    await paidAtTheChannel(sandboxes[channel]!.channel(), foreign, reference())
    house!.bench.forward(11 * MINUTE_ms)
    await left(`${lost}-1`)
    await left(foreign)
    expect(await house!.statusOf(lost)).not.toBe('confirmed')
    house!.until(tooEarly)
    expect(code(await house!.reconcile(channel, day))).toEqual([409, 'StatementNotReady'])
  })

  it('finds a payout that nobody recorded and one that nobody here made; then only what finance has to settle', async () => {
    house!.until(ready)
    const report = await house!.reported(channel, day)
    expect(report.run.counts).toMatchObject({ ours: 1, theirs: 3, matched: 1, theirsOnly: 2 })
    expect(openOf(report).map(({ outRefundNo, caseId }) => [outRefundNo, caseId]).sort()).toEqual([[`${lost}-1`, lost], [foreign, undefined]].sort())
    await house!.bench.settle()
    expect(await house!.statusOf(lost)).toBe('confirmed')
    const [left, ...others] = openOf(await house!.reported(channel, day))
    expect([left!.outRefundNo, others]).toEqual([foreign, []])
    await house!.as('finance-maker').post(`/reconciliations/${report.reconciliationId}/differences/${left!.no}/resolution`, { how: 'BOOKED_ELSEWHERE', reason: 'SHOP DESK' })
    expect(await house!.reported(channel, day)).toMatchObject({ settled: true, run: { counts: { ours: 2, matched: 2 } } })
    expect((await sandboxes[channel]!.movements()).filter(({ outRefundNo }) => outRefundNo === `${lost}-1`)).toHaveLength(1)
  })
})
