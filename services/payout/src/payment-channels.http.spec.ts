import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { channelSwitchDecider, channelSwitchStream, type ChannelSwitchCommand } from '@recourse/channel-switch'
import { isRefusal, type Role } from '@recourse/kernel'
import type { TestAnswer } from '@recourse/platform/testing'
import { eventually } from '@recourse/test-support'
import { PayoutBench, people } from './spec-support.js'

let bench: PayoutBench
beforeAll(async () => {
  bench = await PayoutBench.open({ consumers: true })
})
afterAll(() => bench.close())

const MINUTE_ms = 60_000
const DAY_ms = 86_400_000

const as = (role: Role, id: string = role) => bench.service.as(role, { id })
const code = ({ status, body }: TestAnswer): [number, string | undefined] => [status, body.code]
const stop = (reason = 'INCIDENT', who = as('operations', 'mia')) => who.post('/payment-channels/sandbox/stop', { reason })
const resume = (who = as('supervisor', 'bo')) => who.post('/payment-channels/sandbox/resume', { reason: 'SOLVED' })
const sandbox = async (reader: Role = 'auditor') => {
  const { body } = await as(reader).get('/payment-channels')
  return (body.items as { channel: string }[]).find(({ channel }) => channel === 'sandbox')
}

const deferrals = async (caseId: string) => (await bench.historyOf(caseId)).filter(({ type }) => type === 'PayoutDeferred').map(({ data }) => data)

const heldBack = async (wanted = {}) => {
  const caseId = await bench.approvedCase(wanted)
  await eventually('it is held back', async () => (await deferrals(caseId)).length > 0)
  return caseId
}

describe('the payment channels', () => {
  it('are shown with switch, circuit and rules, to whoever works with money', async () => {
    expect(await sandbox()).toEqual({
      channel: 'sandbox', state: 'sending', circuit: 'closed', sendsNotices: true,
      rules: { minimumSpacing_ms: 0, maxRefundsPerPayment: null, window_days: null, refundsPerSecond: 500, queriesPerSecond: 500 },
    })
    for (const role of ['customer', 'reviewer', 'agent'] as const) expect((await as(role).get('/payment-channels')).status).toBe(403)
  })
})

describe('a channel that was stopped (MB16)', () => {
  it('sends nothing, says so without calling it unknown, and sends once another person lets it go on', async () => {
    expect((await stop()).status).toBe(200)
    expect(await sandbox('finance-maker')).toMatchObject({ state: 'stopped', stop: { reason: 'INCIDENT', by: 'mia', at: bench.now } })
    const caseId = await heldBack()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutDeferred'])
    expect(await deferrals(caseId)).toMatchObject([{ payoutNo: 1, cause: 'CHANNEL_STOPPED' }])
    expect((await bench.caseOf(caseId)).payouts[1]!.status).toBe('requested')

    bench.forward(2 * MINUTE_ms)
    await eventually('it is held back again', async () => (await deferrals(caseId)).length === 2)
    expect(await bench.moved(caseId)).toEqual([])

    expect(code(await resume(as('operations', 'mia')))).toEqual([403, 'ResumerIsStopper'])
    expect((await resume()).status).toBe(200)
    await bench.reached(caseId, 'confirmed')
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('sends no repetition and no redirection either, but is still asked', async () => {
    const lost = await bench.approvedCase({ behaviour: 'timeout-after' })
    const never = await bench.approvedCase({ behaviour: 'timeout-before' })
    const wrong = await bench.approvedCase({ payee: 'wrong-name' })
    await bench.reached(lost, 'unknown')
    await bench.reached(never, 'unknown')
    await bench.reached(wrong, 'failed')
    await stop()
    const personal = { person: people.customer.id, fields: { payee: { name: '林小满', account: '6222-fine' } } }
    await bench.accepted(bench.send(people.maker, wrong, { type: 'CorrectPayoutDetails', payoutNo: 1, channel: 'sandbox', facts: { sameName: 'YES' }, personal }))
    await bench.accepted(bench.resubmit(wrong, 1))
    bench.forward(MINUTE_ms)
    await bench.reached(lost, 'confirmed')
    await eventually('the repetition is held back', async () => (await deferrals(never)).length > 0)
    await eventually('the redirection is held back', async () => (await deferrals(wrong)).length > 0)
    expect([await bench.moved(never), await bench.moved(wrong)]).toEqual([[], []])
    await resume()
    await bench.reached(never, 'confirmed')
    await bench.reached(wrong, 'confirmed')
    expect([await bench.moved(never), await bench.moved(wrong)]).toEqual([[10_000], [10_000]])
  })

  it('is one tenant\'s own', async () => {
    await stop()
    const { body } = await bench.service.as('auditor', { tenant: 'other' }).get('/payment-channels')
    expect(body.items).toMatchObject([{ channel: 'sandbox', state: 'sending' }])
    await resume()
  })

  it.each<[Role]>([['customer'], ['agent'], ['reviewer'], ['finance-maker'], ['auditor'], ['admin']])('is not stopped by a %s', async (role) => {
    for (const [path, body] of [['stop', { reason: 'INCIDENT' }], ['resume', { reason: 'SOLVED' }], ['drill', undefined]] as const) {
      expect(code(await as(role).post(`/payment-channels/sandbox/${path}`, body))).toEqual([403, 'RoleNotPermitted'])
    }
  })

  it('exists, is stopped once, and for a reason', async () => {
    expect(code(await as('operations').post('/payment-channels/nothing/stop', { reason: 'INCIDENT' }))).toEqual([404, 'NotFound'])
    expect(code(await stop('BAD_MOOD'))).toEqual([400, 'InvalidRequest'])
    expect(code(await resume())).toEqual([409, 'ChannelNotStopped'])
    await stop()
    expect(code(await stop())).toEqual([409, 'ChannelAlreadyStopped'])
    await resume()
  })
})

describe('a drill (MB16)', () => {
  it('records how much waited, that nothing left, and lets the channel go on', async () => {
    bench.forward(MINUTE_ms)
    expect(code(await as('operations').post('/payment-channels/sandbox/drill'))).toEqual([409, 'NoDrillRuns'])
    await stop('DRILL')
    const startedAt = bench.now
    expect(code(await resume())).toEqual([409, 'DrillRuns'])
    bench.forward(1_000)
    const waiting = [await heldBack(), await heldBack()]
    const ended = await as('operations', 'mia').post('/payment-channels/sandbox/drill', undefined, { key: 'drill' })
    expect(ended).toMatchObject({ status: 200, body: { repeated: false } })
    expect((await as('operations', 'mia').post('/payment-channels/sandbox/drill', undefined, { key: 'drill' })).body).toEqual({ ...ended.body, repeated: true })
    const { lastDrill, state } = (await sandbox()) as unknown as { lastDrill: object; state: string }
    expect([state, lastDrill]).toEqual(['sending', { startedAt, endedAt: bench.now, deferred: 2, leaked: 0 }])
    for (const caseId of waiting) await bench.reached(caseId, 'confirmed')
    for (const caseId of waiting) expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('would tell of money that left all the same', async () => {
    expect(code(await stop('DRILL'))).toEqual([409, 'DrilledToday'])
    bench.forward(DAY_ms)
    await stop('DRILL')
    bench.forward(1_000)
    const caseId = await heldBack()
    const { orderId } = await bench.caseOf(caseId)
    const { paymentLegs: [leg] } = await bench.orderOf(caseId)
    bench.forward(1_000)
    await bench.toOrder(orderId, {
      type: 'TakePayoutTurn', caseId, payoutNo: 1, channel: 'sandbox', reference: leg!.reference, at: bench.now,
      rules: { minimumSpacing_ms: 0, maxRefunds: null, window_days: null },
    })
    await as('supervisor', 'bo').post('/payment-channels/sandbox/drill')
    expect(await sandbox()).toMatchObject({ lastDrill: { deferred: 1, leaked: 1 } })
  })
})

it('a switch that was worn out by years of drills still stops its channel, and lets it go on (MB16)', async () => {
  const { aggregates } = bench.service.infrastructure
  const actor = { id: 'mia', roles: ['operations' as const] }
  const drill = async (day: number): Promise<string[]> => {
    const context = { tenant: 'worn', actor, channel: 'sandbox', correlationId: 'spec', now: new Date(Date.parse(bench.now) + day * DAY_ms).toISOString() }
    const send = (command: object) => aggregates.execute(channelSwitchDecider, channelSwitchStream('worn', 'sandbox'), { ...context, ...command } as unknown as ChannelSwitchCommand)
    const begun = await send({ id: `begin-${day}`, type: 'StopChannel', reason: 'DRILL' })
    if (isRefusal(begun)) return [begun.code]
    const ended = await send({ id: `end-${day}`, type: 'EndChannelDrill', facts: { startedAt: begun.events[0]!.metadata.recordedAt, deferred: 0, leaked: 0 } })
    return isRefusal(ended) ? [ended.code] : []
  }
  for (let day = 0; day < 167; day += 1) expect(await drill(day * 2)).toEqual([])
  expect(await drill(400)).toEqual(['TooManyEvents'])
  const worn = (role: Role, id: string) => bench.service.as(role, { id, tenant: 'worn' })
  expect((await stop('INCIDENT', worn('operations', 'mia'))).status).toBe(200)
  expect((await resume(worn('supervisor', 'bo'))).status).toBe(200)
  expect((await stop('INCIDENT', worn('operations', 'mia'))).status).toBe(200)
})

describe('metrics', () => {
  it('tell of circuits and deferrals, by channel', async () => {
    const { body } = await bench.service.anonymous.get('/metrics')
    expect(body).toMatch(/recourse_channel_circuit\{channel="sandbox",service="payout"\} 0/)
    expect(body).toMatch(/recourse_payout_deferrals_total\{channel="sandbox",question="refund",cause="CHANNEL_STOPPED",service="payout"\} [1-9]/)
  })
})
