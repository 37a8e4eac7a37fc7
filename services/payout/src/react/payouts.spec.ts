import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { TryAgainLater } from '@recourse/event-flow'
import { EventCodec, PostgresKeyRing } from '@recourse/event-store'
import { indexEvents, type RecordedEvent } from '@recourse/kernel'
import { reservedFor, settledFor } from '@recourse/order'
import { SandboxChannel, type PaymentChannel } from '@recourse/payment-channels'
import { masterKeyOf, type ServiceParts } from '@recourse/platform'
import { refundCaseEvents } from '@recourse/refund-case'
import { partsOver } from '../definition.js'
import { cny, HOUR_ms, killed, PayoutBench, people, person } from '../spec-support.js'

const MINUTE_ms = 60_000
const DAY_ms = 24 * HOUR_ms
const SEND = 'when-payout-requested-then-send-to-channel'
const REQUEST = 'when-refund-approved-then-request-payout'

let bench: PayoutBench
beforeAll(async () => {
  bench = await PayoutBench.open({ consumers: false })
})
afterAll(() => bench.close())

const correct = (caseId: string, payoutNo: number, account: string, by = people.maker, channel = 'sandbox') => bench.send(by, caseId, {
  type: 'CorrectPayoutDetails', payoutNo, channel, consent: { how: 'RECORDED_CALL', reference: 'call-7' }, personal: { person: people.customer.id, fields: { payee: { name: '林小满', account } } },
})

const resubmit = (...about: Parameters<PayoutBench['resubmit']>) => bench.resubmit(...about)

const eventOf = async (caseId: string, type: string): Promise<RecordedEvent> => (await bench.historyOf(caseId)).find((event) => event.type === type)!

describe('money that arrives', () => {
  it('is reserved, requested, paid and settled', async () => {
    const caseId = await bench.approvedCase()
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutConfirmed'])
    const paid = { status: 'confirmed', amount: cny(10_000), outRefundNo: `${caseId}-1` }
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'receipt', payouts: { 1: paid } })
    expect(settledFor(await bench.orderOf(caseId), caseId)).toEqual(cny(10_000))
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('is taken as received when the customer says nothing until the days of the pack are over, and not before (MC13)', async () => {
    const caseId = await bench.approvedCase()
    await bench.settle()
    expect(bench.waitingDeadlines(caseId)).toEqual(['receiptAutoConfirm'])
    await bench.later(Date.parse((await bench.caseOf(caseId)).autoConfirmAt!) - Date.parse(bench.now) - 1)
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'receipt' })
    await bench.later(1)
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'closed', outcome: 'paid' })
  })

  it('may be accepted first and paid later', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'pending' })
    await bench.settle()
    await bench.later(MINUTE_ms)
    await bench.later(MINUTE_ms)
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutSubmitted', 'PayoutOutcomeUnknown', 'PayoutConfirmed'])
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('goes to the payee that the customer named', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'wrong-name', payee: 'fine' })
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutConfirmed'])
  })
})

describe('an outcome that is not known', () => {
  it.each(['timeout-after', 'server-error-after', 'reset-after', 'garbled'])('%s: the channel is asked and says that it paid', async (behaviour) => {
    const caseId = await bench.approvedCase({ behaviour })
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutOutcomeUnknown'])
    await bench.later(MINUTE_ms)
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutOutcomeUnknown', 'PayoutConfirmed'])
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it.each(['timeout-before', 'server-error-before', 'forged', 'busy'])('%s: the channel knows nothing, and the same number is sent', async (behaviour) => {
    const caseId = await bench.approvedCase({ behaviour })
    await bench.settle()
    expect(await bench.moved(caseId)).toEqual([])
    await bench.later(MINUTE_ms)
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutOutcomeUnknown', 'PayoutConfirmed'])
    expect((await bench.caseOf(caseId)).payouts).toMatchObject({ 1: { outRefundNo: `${caseId}-1` } })
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('a failure that is nobody\'s fault is put off and sent again', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'no-balance' })
    await bench.settle()
    expect((await eventOf(caseId, 'PayoutOutcomeUnknown')).data).toMatchObject({ cause: 'MERCHANT_BALANCE_TOO_LOW' })
    await bench.later(MINUTE_ms)
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutOutcomeUnknown', 'PayoutConfirmed'])
  })

  it('is asked about for as long as the channel takes the same payout over again and again', async () => {
    const caseId = await bench.approvedCase()
    await bench.only(REQUEST, caseId)
    const sandbox = bench.sandbox.channel()
    const forgetful: PaymentChannel = {
      name: sandbox.name,
      rules: sandbox.rules,
      statement: (day) => sandbox.statement(day),
      refund: async () => ({ outcome: 'accepted', channelReference: 'R-1' }),
      query: async () => ({ outcome: 'not-found' }),
    }
    const { policies, deadlines: [ladder] } = partsOver(bench.service.infrastructure, [forgetful]) as Required<ServiceParts>
    const requested = await eventOf(caseId, 'PayoutRequested')
    await policies.find(({ name }) => name === SEND)!.effect(requested, bench.executionFor(bench.policy(SEND), requested))
    const submitted = await eventOf(caseId, 'PayoutSubmitted')
    const deadline = { tenant: 'demo', stream: requested.stream, name: 'payoutQuery', dueAt: bench.now, data: { payoutNo: 1 }, correlationId: 'c' }
    await ladder!.fire(deadline, bench.executionFor(bench.policy(SEND), submitted))
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutSubmitted', 'PayoutOutcomeUnknown'])
  })

  it('may be that nobody ever sent it: its deadline does, and the policy that comes late pays nothing more', async () => {
    const caseId = await bench.approvedCase()
    await bench.only(REQUEST, caseId)
    const requested = await eventOf(caseId, 'PayoutRequested')
    const [deadlines] = bench.parts.deadlines!
    await deadlines!.fire(
      { tenant: 'demo', stream: requested.stream, name: 'payoutQuery', dueAt: bench.now, data: { payoutNo: 1 }, correlationId: 'c' },
      bench.executionFor(bench.policy(REQUEST), requested),
    )
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutConfirmed'])
    await bench.only(SEND, caseId)
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutConfirmed'])
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('money that waits at the channel goes to the corrected payee under the same number, and through no other channel (LS10)', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'abnormal' })
    await bench.settle()
    await bench.later(MINUTE_ms)
    expect((await eventOf(caseId, 'PayoutAbnormal')).data).toMatchObject({ payoutNo: 1, code: 'PAYEE_UNREACHABLE' })
    expect(await correct(caseId, 1, '6222-fine', people.maker, 'bank')).toMatchObject({ code: 'MoneyWaitsAtChannel' })
    await bench.accepted(correct(caseId, 1, '6222-fine'))
    await bench.accepted(resubmit(caseId, 1))
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual([
      'PayoutRequested', 'PayoutSubmitted', 'PayoutAbnormal', 'PayoutDetailsCorrected', 'PayoutResubmitted', 'PayoutConfirmed',
    ])
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('money that waits at the channel is asked about every day', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'abnormal' })
    await bench.settle()
    await bench.later(MINUTE_ms)
    for (let day = 0; day < 3; day += 1) await bench.later(DAY_ms)
    expect((await bench.payoutEvents(caseId)).filter((type) => type === 'PayoutAbnormal')).toHaveLength(4)
  })

  it('a deadline that fires late, after the outcome is known, asks nobody', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'timeout-after' })
    await bench.settle()
    const unknown = await eventOf(caseId, 'PayoutOutcomeUnknown')
    await bench.later(MINUTE_ms)
    const [deadlines] = bench.parts.deadlines!
    const fired = deadlines!.fire(
      { tenant: 'demo', stream: unknown.stream, name: 'payoutQuery', dueAt: bench.now, data: { payoutNo: 1 }, correlationId: 'c' },
      bench.executionFor(bench.policy(SEND), unknown),
    )
    expect(await fired).toMatchObject({ code: 'PayoutAlreadyFinal' })
  })
})

describe('a crash', () => {
  it('after the money left and before it was recorded: the same number is sent again and pays once', async () => {
    const caseId = await bench.approvedCase()
    await bench.only(REQUEST, caseId)
    await expect(bench.only(SEND, caseId, killed)).rejects.toThrow('killed')
    expect(await bench.moved(caseId)).toEqual([10_000])
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutConfirmed'])
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('after everything was recorded: every policy may see every event again', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'timeout-before' })
    await bench.settle()
    const before = await bench.historyOf(caseId)
    for (const event of before) {
      for (const policy of bench.parts.policies!.filter(({ types }) => types.has(event.type))) await policy.effect(event, bench.executionFor(policy, event))
    }
    expect(await bench.historyOf(caseId)).toEqual(before)
    expect(await bench.moved(caseId)).toEqual([])
  })

  it('between the first question and its repetition may bring another answer', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'server-error-after' })
    await bench.only(REQUEST, caseId)
    await expect(bench.only(SEND, caseId, killed)).rejects.toThrow('killed')
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutConfirmed'])
    expect(await bench.moved(caseId)).toEqual([10_000])
  })
})

describe('a failure that a person can correct', () => {
  it('is corrected by one person and resubmitted by another, under the same number (LS10)', async () => {
    const caseId = await bench.approvedCase({ payee: 'wrong-name' })
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutFailed'])
    expect((await eventOf(caseId, 'PayoutFailed')).data).toEqual({ payoutNo: 1, code: 'ACCOUNT_NAME_MISMATCH', correctable: true })
    await bench.accepted(correct(caseId, 1, '6222-fine'))
    await bench.accepted(resubmit(caseId, 1))
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutFailed', 'PayoutDetailsCorrected', 'PayoutResubmitted', 'PayoutConfirmed'])
    expect((await bench.caseOf(caseId)).payouts).toEqual({ 1: expect.objectContaining({ status: 'confirmed', outRefundNo: `${caseId}-1` }) })
    expect(await bench.moved(caseId)).toEqual([10_000])
  })

  it('is not resubmitted by whoever corrected it', async () => {
    const caseId = await bench.approvedCase({ payee: 'wrong-name' })
    await bench.settle()
    await bench.accepted(correct(caseId, 1, '6222-fine', people.bothInOne))
    expect(await resubmit(caseId, 1, people.bothInOne)).toMatchObject({ code: 'ResubmitterIsCorrector' })
    expect(await bench.moved(caseId)).toEqual([])
  })

  it('keeps the payee out of everything that is not sealed', async () => {
    const caseId = await bench.approvedCase({ payee: 'wrong-name' })
    await bench.settle()
    await bench.accepted(correct(caseId, 1, '6222-canary-fine'))
    const stored = await bench.service.infrastructure.store.readStream(`refundCase-demo.${caseId}`)
    expect(stored.map(({ body }) => body).join()).not.toMatch(/林小满|6222|canary/)
  })

  it('a transfer whose payee was erased waits for a person', async () => {
    const caseId = await bench.approvedCase({ payee: 'fine', customer: person('erased', 'customer') })
    await bench.only(REQUEST, caseId)
    await bench.service.infrastructure.pool.query("UPDATE person_key SET wrapped = NULL WHERE person = 'erased'")
    const { config } = bench.service.infrastructure
    const keys = new PostgresKeyRing({ connectionString: config.DATABASE_URL, masterKey: masterKeyOf(config) })
    const { policies } = partsOver({ ...bench.service.infrastructure, codec: new EventCodec(indexEvents(refundCaseEvents), keys) }, [bench.sandbox.channel()])
    const requested = await eventOf(caseId, 'PayoutRequested')
    await policies!.find(({ name }) => name === SEND)!.effect(requested, bench.executionFor(bench.policy(SEND), requested))
    expect((await eventOf(caseId, 'PayoutFailed')).data).toEqual({ payoutNo: 1, code: 'PAYEE_MISSING', correctable: true })
    expect(await bench.moved(caseId)).toEqual([])
    await keys.close()
  })
})

describe('a promise about the money (MC12, FO11)', () => {
  it('that was broken is recorded: sent apart from arrived', async () => {
    const caseId = await bench.approvedCase({ payee: 'closed-account' })
    await bench.settle()
    const late = async () => (await bench.historyOf(caseId)).filter(({ type }) => type === 'PayoutLate').map(({ data }) => (data as { promise: string }).promise)
    await bench.later(23 * HOUR_ms)
    expect(await late()).toEqual([])
    await bench.later(HOUR_ms)
    expect(await late()).toEqual(['sent'])
    await bench.later(6 * DAY_ms)
    expect(await late()).toEqual(['sent', 'arrived'])
  })
})

describe('a failure that is final', () => {
  it('is believed only while the channel says so too: money that left before a crash is not paid again under a new number', async () => {
    const caseId = await bench.approvedCase({ approved: 4_000 })
    await bench.only(REQUEST, caseId)
    await expect(bench.only(SEND, caseId, killed)).rejects.toThrow('killed')
    const sendOver = async (channels: readonly PaymentChannel[], requested: RecordedEvent) => {
      const { policies } = partsOver(bench.service.infrastructure, channels)
      await policies!.find(({ name }) => name === SEND)!.effect(requested, bench.executionFor(bench.policy(SEND), requested))
    }
    await sendOver([], await eventOf(caseId, 'PayoutRequested'))
    expect((await eventOf(caseId, 'PayoutFailed')).data).toMatchObject({ code: 'CHANNEL_NOT_AVAILABLE' })

    const sandbox = bench.sandbox.channel()
    const bank: PaymentChannel = {
      name: 'bank', rules: sandbox.rules, refund: (request) => sandbox.refund(request), query: (refund) => sandbox.query(refund), statement: (day) => sandbox.statement(day),
    }
    await bench.accepted(correct(caseId, 1, '6222-fine', people.maker, 'bank'))
    await bench.accepted(resubmit(caseId, 1))
    await sendOver([sandbox, bank], (await bench.historyOf(caseId)).findLast(({ type }) => type === 'PayoutRequested')!)
    expect(await bench.moved(caseId)).toEqual([4_000])
    const failures = (await bench.historyOf(caseId)).filter(({ type }) => type === 'PayoutFailed')
    expect(failures.map(({ data }) => data)).toMatchObject([{ payoutNo: 1, code: 'CHANNEL_NOT_AVAILABLE' }, { payoutNo: 2, code: 'EARLIER_NUMBER_PAID', correctable: false }])
    await bench.settle()
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'receipt', payouts: { 1: { status: 'confirmed' }, 2: { status: 'failed', resubmittedAs: 1 } } })
    expect(settledFor(await bench.orderOf(caseId), caseId)).toEqual(cny(4_000))
  })

  it('an account that is closed can only be paid another way', async () => {
    const caseId = await bench.approvedCase({ payee: 'closed-account' })
    await bench.settle()
    expect((await eventOf(caseId, 'PayoutFailed')).data).toEqual({ payoutNo: 1, code: 'ACCOUNT_CLOSED', correctable: false })
    expect(await correct(caseId, 1, '6222-fine')).toMatchObject({ code: 'PayoutNotCorrectable' })
  })

  it('a channel that this installation does not have is told to a person, who chooses another', async () => {
    const caseId = await bench.approvedCase({ channel: 'wechat-pay' })
    await bench.settle()
    expect((await eventOf(caseId, 'PayoutFailed')).data).toEqual({ payoutNo: 1, code: 'CHANNEL_NOT_AVAILABLE', correctable: false })
    await bench.accepted(correct(caseId, 1, '6222-fine'))
    await bench.accepted(resubmit(caseId, 1))
    await bench.settle()
    expect(await bench.moved(caseId)).toEqual([10_000])
  })
})

describe('the reservation on the order', () => {
  it('shrinks to what was approved, and the rest is free again', async () => {
    const caseId = await bench.approvedCase({ requested: 10_000, approved: 6_000 })
    const { orderId } = await bench.caseOf(caseId)
    await bench.toOrder(orderId, { type: 'ReserveRefund', caseId, amount: cny(10_000) })
    await bench.settle()
    const order = await bench.orderOf(caseId)
    expect([reservedFor(order, caseId), settledFor(order, caseId)]).toEqual([cny(0), cny(6_000)])
    expect(await bench.moved(caseId)).toEqual([6_000])
  })

  it('that is lost sends the case back to review, and what is left can be approved', async () => {
    const caseId = await bench.approvedCase()
    const { orderId } = await bench.caseOf(caseId)
    await bench.toOrder(orderId, { type: 'ReserveRefund', caseId: 'another-case', amount: cny(4_000) })
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['ReservationLost'])
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'review', claimable: cny(6_000) })
    expect(await bench.send(people.reviewer, caseId, { type: 'ApproveRefund', amount: cny(10_000), breakdown: [] })).toMatchObject({ code: 'AmountAboveRest' })
    await bench.approve(caseId, 6_000)
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['ReservationLost', 'PayoutRequested', 'PayoutConfirmed'])
    expect(await bench.moved(caseId)).toEqual([6_000])
  })
})

describe('money that comes back after it was confirmed', () => {
  it('is found when the customer disputes the receipt, reserved again, and paid under a new number (MC13)', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'returned' })
    await bench.settle()
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'receipt' })
    await bench.accepted(bench.send(people.customer, caseId, { type: 'DisputeReceipt' }))
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutConfirmed', 'PayoutReturned'])
    expect(reservedFor(await bench.orderOf(caseId), caseId)).toEqual(cny(10_000))
    await bench.accepted(correct(caseId, 1, '6222-fine'))
    await bench.accepted(resubmit(caseId, 1))
    await bench.settle()
    expect(await bench.moved(caseId)).toEqual([10_000, -10_000, 10_000])
    expect(settledFor(await bench.orderOf(caseId), caseId)).toEqual(cny(10_000))
  })

  it('is not forgotten when the channel does not answer the question: it is asked again (MC13)', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'returned' })
    await bench.settle()
    await bench.accepted(bench.send(people.customer, caseId, { type: 'DisputeReceipt' }))
    const unreachable = new SandboxChannel({ url: 'http://127.0.0.1:1', secret: bench.sandbox.secret })
    const policy = partsOver(bench.service.infrastructure, [unreachable]).policies!.find(({ name }) => name === 'when-receipt-disputed-then-ask-channel')!
    const disputed = await eventOf(caseId, 'ReceiptDisputed')
    await expect(policy.effect(disputed, bench.executionFor(policy, disputed))).rejects.toThrow(TryAgainLater)
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutConfirmed', 'PayoutReturned'])
  })

  it('before anybody knew that it had left is recorded as both', async () => {
    const caseId = await bench.approvedCase({ behaviour: 'returned' })
    await bench.only(REQUEST, caseId)
    await bench.accepted(bench.send(people.service, caseId, { type: 'RecordPayoutUnknown', payoutNo: 1, cause: 'timeout' }))
    const { outRefundNo } = (await bench.caseOf(caseId)).payouts[1]!
    const { paymentLegs: [leg] } = await bench.orderOf(caseId)
    await bench.sandbox.channel().refund({ outRefundNo, paymentReference: leg!.reference, amount: cny(10_000), paid: cny(10_000), reason: 'spec' })
    await bench.settle()
    await bench.later(MINUTE_ms)
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutOutcomeUnknown', 'PayoutConfirmed', 'PayoutReturned'])
    expect(reservedFor(await bench.orderOf(caseId), caseId)).toEqual(cny(10_000))
    expect(bench.waitingDeadlines(caseId)).toEqual([])
  })
})
