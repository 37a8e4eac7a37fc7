import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome, type Money } from '@recourse/kernel'
import { partsFor, reservedFor, restOf, settledFor } from '../state.js'
import {
  allocate, cny, command, delivered, newOrder, ordered, PAYER, PREPAID, recordOrder, reduce, release, reserve, reverse, RULES, settle, stateOf, T0, turn,
} from '../testing.js'

const pounds = (minor: number): Money => ({ minor, currency: 'GBP' })
const leg = (amount: Money) => ({ channel: 'X', reference: 'x', amount })

describe('recording an order', () => {
  it('can be repeated by a batch feed, also after the order lived on', () => {
    const stream = newOrder()
    expect(outcome(stream.when(recordOrder()))).toEqual(['OrderRecorded'])
    stream.given(reserve('c-1', 100), delivered())
    expect(outcome(stream.when(recordOrder()))).toEqual([])
  })

  it.each([
    ['OrderAlreadyRecorded', ordered(), recordOrder({ customer: 'somebody else' })],
    ['AmountNotPositive', newOrder(), recordOrder({ paid: cny(0), paymentLegs: [] })],
    ['AmountNotPositive', newOrder(), recordOrder({ paymentLegs: [leg(cny(1_001)), leg(cny(-1))] })],
    ['PaymentLegsDoNotAddUp', newOrder(), recordOrder({ paid: cny(1_001) })],
    ['PaymentLegsDoNotAddUp', newOrder(), recordOrder({ paymentLegs: [] })],
    ['PaymentNamedTwice', newOrder(), recordOrder({ paymentLegs: [leg(cny(600)), leg(cny(400))] })],
    ['PrepaidTermMissing', newOrder(), recordOrder({ prepaid: { ...PREPAID, kind: 'UNLIMITED' } })],
    ['PrepaidTermReversed', ordered(), recordOrder({ prepaid: { ...PREPAID, term: { from: '2026-03-02', to: '2026-03-01' } } })],
    ['CurrencyDiffers', newOrder(), recordOrder({ paymentLegs: [leg(pounds(1_000))] })],
  ])('is refused: %s', (code, stream, record) => {
    expect(outcome(stream.when(record))).toBe(`refused: ${code}`)
  })

  it('takes the prepaid contract along, also later, and never another one', () => {
    expect(outcome(newOrder().when(recordOrder({ prepaid: PREPAID })))).toEqual(['OrderRecorded', 'PrepaidContractRecorded'])
    const stream = ordered()
    expect(outcome(stream.when(recordOrder({ prepaid: PREPAID })))).toEqual(['PrepaidContractRecorded'])
    expect(outcome(stream.when(recordOrder({ prepaid: PREPAID })))).toEqual([])
    expect(outcome(stream.when(recordOrder()))).toEqual([])
    expect(outcome(stream.when(recordOrder({ prepaid: { ...PREPAID, units: 11 } })))).toBe('refused: OrderAlreadyRecorded')
    expect(stateOf(stream).prepaid).toEqual(PREPAID)
  })

  it('takes the name of the payer along, sealed, also later, and the first one stands (MB4)', () => {
    expect(newOrder().when(recordOrder({ personal: PAYER }))).toMatchObject([{ type: 'OrderRecorded' }, { type: 'PayerNamed', data: {}, personal: PAYER }])
    const stream = ordered()
    expect(outcome(stream.when(recordOrder({ personal: PAYER })))).toEqual(['PayerNamed'])
    expect(outcome(stream.when(recordOrder({ personal: PAYER })))).toEqual([])
    expect(JSON.stringify(stateOf(stream))).not.toContain('Wang Lin')
  })

  it('comes before everything else: UnknownOrder', () => {
    expect(outcome(newOrder().when(reserve('c-1', 1)))).toBe('refused: UnknownOrder')
  })
})

describe('delivery', () => {
  it('is told anew only when there is news', () => {
    const stream = ordered()
    expect(outcome(stream.when(delivered()))).toEqual(['DeliveryUpdated'])
    expect(outcome(stream.when(delivered()))).toEqual([])
    expect(outcome(stream.when(command('UpdateDelivery', { status: 'FAILED', at: T0 })))).toEqual(['DeliveryUpdated'])
  })

  it('does not go back when an older status overtakes', () => {
    const stream = ordered().given(delivered('2026-03-02T03:00:00.000Z'))
    expect(outcome(stream.when(command('UpdateDelivery', { status: 'IN_TRANSIT', at: T0 })))).toEqual([])
    expect(stateOf(stream).delivery).toEqual({ status: 'DELIVERED', at: '2026-03-02T03:00:00.000Z' })
  })
})

describe('reserving', () => {
  it('takes from what is left, so that two cases cannot have the same money', () => {
    const stream = ordered().given(reserve('c-1', 600))
    expect(stream.when(reserve('c-2', 401))).toMatchObject({ code: 'AmountAboveRest', details: { rest: cny(400) } })
    expect(outcome(stream.when(reserve('c-2', 400)))).toEqual(['RefundReserved'])
    expect(restOf(stateOf(stream))).toEqual(cny(0))
    expect(restOf(stateOf(stream), 'c-2')).toEqual(cny(400))
  })

  it('is nothing to do for the same case and amount, and AlreadyReserved for another', () => {
    const stream = ordered().given(reserve('c-1', 600))
    expect(outcome(stream.when(reserve('c-1', 600)))).toEqual([])
    expect(outcome(stream.when(reserve('c-1', 500)))).toBe('refused: AlreadyReserved')
  })

  it.each([
    ['AmountNotPositive', reserve('c-1', 0)],
    ['CurrencyDiffers', command('ReserveRefund', { caseId: 'c-1', amount: pounds(1) })],
  ])('is refused: %s', (code, request) => {
    expect(outcome(ordered().when(request))).toBe(`refused: ${code}`)
  })

  it('shrinks to what was approved', () => {
    const stream = ordered().given(reserve('c-1', 600))
    expect(outcome(stream.when(reduce('c-1', 250)))).toEqual(['RefundReservationReduced'])
    expect(outcome(stream.when(reduce('c-1', 250)))).toEqual([])
    expect(outcome(stream.when(reduce('c-1', 251)))).toBe('refused: AmountAboveReservation')
    expect(restOf(stateOf(stream))).toEqual(cny(750))
  })

  it('shrinks only if there is one: NothingReserved', () => {
    expect(outcome(ordered().when(reduce('c-1', 1)))).toBe('refused: NothingReserved')
  })

  it('is released in whole, once', () => {
    const stream = ordered().given(reserve('c-1', 600))
    expect(stream.when(release('c-1'))).toMatchObject([{ type: 'RefundReservationReleased', data: { amount: cny(600) } }])
    expect(outcome(stream.when(release('c-1')))).toEqual([])
    expect(restOf(stateOf(stream))).toEqual(cny(1_000))
  })

  it('comes too late for a case that was released before it, so that a closed case holds nothing', () => {
    const stream = ordered().given(release('c-1'))
    expect(outcome(stream.when(release('c-1')))).toEqual([])
    expect(outcome(stream.when(reserve('c-1', 600)))).toBe('refused: AlreadyReserved')
    expect(restOf(stateOf(stream))).toEqual(cny(1_000))
  })
})

describe('reserving again when the case is appealed', () => {
  const refused = () => ordered().given(reserve('c-1', 600), release('c-1'))

  it('is possible once an appeal, and released once', () => {
    const stream = refused()
    expect(stream.when(reserve('c-1', 600, 1))).toMatchObject([{ type: 'RefundReserved', data: { amount: cny(600), round: 1 } }])
    expect(outcome(stream.when(reserve('c-1', 600, 1)))).toEqual([])
    expect(outcome(stream.when(release('c-1', 1)))).toEqual(['RefundReservationReleased'])
    expect(outcome(stream.when(release('c-1', 1)))).toEqual([])
    expect(outcome(stream.when(reserve('c-1', 600, 1)))).toBe('refused: AlreadyReserved')
    expect(outcome(stream.when(reserve('c-1', 600, 2)))).toEqual(['RefundReserved'])
  })

  it('is refused when other cases have taken the money meanwhile: AmountAboveRest', () => {
    const stream = refused().given(reserve('c-2', 500))
    expect(stream.when(reserve('c-1', 600, 1))).toMatchObject({ code: 'AmountAboveRest', details: { rest: cny(500) } })
  })

  it('holds also when the release of the refusal comes later than the appeal', () => {
    const stream = ordered().given(reserve('c-1', 600))
    expect(outcome(stream.when(reserve('c-1', 700, 1)))).toEqual(['RefundReservationReleased', 'RefundReserved'])
    expect(outcome(stream.when(release('c-1')))).toEqual([])
    expect(reservedFor(stateOf(stream), 'c-1')).toEqual(cny(700))
  })

  it('comes too late for an appeal that is over', () => {
    const stream = refused().given(release('c-1', 1))
    expect(outcome(stream.when(reserve('c-1', 600, 1)))).toBe('refused: AlreadyReserved')
    expect(restOf(stateOf(stream))).toEqual(cny(1_000))
  })
})

describe('settling', () => {
  it('turns reserved into settled, payout by payout', () => {
    const stream = ordered().given(reserve('c-1', 600), settle('c-1', 1, 200), settle('c-1', 2, 300))
    expect([reservedFor(stateOf(stream), 'c-1'), settledFor(stateOf(stream), 'c-1'), restOf(stateOf(stream))]).toEqual([cny(100), cny(500), cny(400)])
  })

  it('counts a payout once: the same is nothing to do, another amount is AlreadySettled', () => {
    const stream = ordered().given(reserve('c-1', 600), settle('c-1', 1, 200))
    expect(outcome(stream.when(settle('c-1', 1, 200)))).toEqual([])
    expect(outcome(stream.when(settle('c-1', 1, 201)))).toBe('refused: AlreadySettled')
  })

  it('never exceeds the reservation: AmountAboveReservation', () => {
    expect(outcome(ordered().given(reserve('c-1', 600)).when(settle('c-1', 1, 601)))).toBe('refused: AmountAboveReservation')
    expect(outcome(ordered().when(settle('c-1', 1, 1)))).toBe('refused: NothingReserved')
  })

  it('is undone to reserved when the money came back, and then paid under the next number', () => {
    const stream = ordered().given(reserve('c-1', 600), settle('c-1', 1, 600))
    expect(outcome(stream.when(reverse('c-1', 1)))).toEqual(['RefundReversed'])
    expect(outcome(stream.when(reverse('c-1', 1)))).toEqual([])
    expect(outcome(stream.when(settle('c-1', 1, 600)))).toEqual([])
    expect([reservedFor(stateOf(stream), 'c-1'), settledFor(stateOf(stream), 'c-1')]).toEqual([cny(600), cny(0)])
    expect(outcome(stream.when(settle('c-1', 2, 600)))).toEqual(['RefundSettled'])
  })

  it('is undone only if it was: NotSettled', () => {
    expect(outcome(ordered().when(reverse('c-1', 1)))).toBe('refused: NotSettled')
  })
})

describe('splitting a refund over the payments (LS10)', () => {
  const part = (channel: string, reference: string, minor: number) => ({ channel, reference, amount: cny(minor) })

  it('takes what each payment still has, in the order of payment', () => {
    const stream = ordered().given(reserve('c-1', 800), allocate('c-1', 800))
    expect(partsFor(stateOf(stream), 'c-1')).toEqual([part('WECHAT_PAY', 'w-1', 700), part('ALIPAY', 'a-1', 100)])
    expect(outcome(stream.when(allocate('c-1', 800)))).toEqual([])
    stream.given(reserve('c-2', 200), allocate('c-2', 200))
    expect(partsFor(stateOf(stream), 'c-2')).toEqual([part('ALIPAY', 'a-1', 200)])
  })

  it('knows what was settled before refunds were split', () => {
    const stream = ordered().given(reserve('old', 600), settle('old', 1, 600), reserve('c-1', 300), allocate('c-1', 300))
    expect(partsFor(stateOf(stream), 'c-1')).toEqual([part('WECHAT_PAY', 'w-1', 100), part('ALIPAY', 'a-1', 200)])
  })

  it('is planned anew when another sum is approved, until money was settled: AlreadyAllocated', () => {
    const stream = ordered().given(reserve('c-1', 800), allocate('c-1', 800), reduce('c-1', 100), allocate('c-1', 100))
    expect(partsFor(stateOf(stream), 'c-1')).toEqual([part('WECHAT_PAY', 'w-1', 100)])
    stream.given(settle('c-1', 1, 60, 'w-1'))
    expect(outcome(stream.when(allocate('c-1', 40)))).toBe('refused: AlreadyAllocated')
  })

  it('frees what is not settled when the reservation goes, and keeps what came back', () => {
    const settledThenReleased = ordered().given(reserve('c-1', 1_000), allocate('c-1', 1_000), settle('c-1', 1, 700, 'w-1'), release('c-1'))
    expect(partsFor(stateOf(settledThenReleased), 'c-1')).toEqual([part('WECHAT_PAY', 'w-1', 700)])
    const cameBack = settledThenReleased.given(reverse('c-1', 1))
    expect(partsFor(stateOf(cameBack), 'c-1')).toEqual([part('WECHAT_PAY', 'w-1', 700)])
    expect(partsFor(stateOf(cameBack.given(reduce('c-1', 10))), 'c-1')).toEqual([part('WECHAT_PAY', 'w-1', 10)])
  })

  it.each([
    ['AmountNotPositive', ordered(), allocate('c-1', 0)],
    ['CurrencyDiffers', ordered(), command('AllocateRefund', { caseId: 'c-1', amount: pounds(1) })],
    ['AmountAboveReservation', ordered().given(reserve('c-1', 99)), allocate('c-1', 100)],
  ])('is refused: %s', (code, stream, request) => {
    expect(outcome(stream.when(request))).toBe(`refused: ${code}`)
  })

  it('is refused where older refunds went over one payment alone: PaymentsDoNotCover', () => {
    const legs = [part('WECHAT_PAY', 'w-1', 500), part('ALIPAY', 'a-1', 500)]
    const stream = newOrder().given(recordOrder({ paymentLegs: legs }), reserve('c-1', 400), allocate('c-1', 400), reserve('old', 200), settle('old', 1, 200), reserve('c-2', 400))
    expect(outcome(stream.when(allocate('c-2', 400)))).toEqual(['RefundAllocated'])
    const crowded = newOrder().given(recordOrder({ paymentLegs: [part('ALIPAY', 'x', 1_000)] }), reserve('c-1', 500))
    const lost = { ...stateOf(crowded), paymentLegs: [part('ALIPAY', 'x', 400)] }
    crowded.state = lost
    expect(outcome(crowded.when(allocate('c-1', 500)))).toBe('refused: PaymentsDoNotCover')
  })
})

describe('the turn to be sent (LS10)', () => {
  const soon = addMilliseconds(T0, 59_999)
  const later = addMilliseconds(T0, 60_000)
  const taken = () => ordered().given(turn('c-1', 1))

  it('comes after the channel\'s spacing, also when the same refund is sent again', () => {
    for (const again of [turn('c-2', 1, soon), turn('c-1', 1, soon)]) {
      expect(taken().when(again)).toMatchObject({ code: 'TooSoonAfterLastRefund', details: { notBefore: later } })
    }
    expect(outcome(taken().when(turn('c-2', 1, later)))).toEqual(['PayoutTurnTaken'])
    expect(outcome(taken().when(turn('c-2', 1, soon, { channel: 'ALIPAY', reference: 'a-1' })))).toEqual(['PayoutTurnTaken'])
  })

  it('comes only so often for a payment; sending again is no further refund: TooManyRefundsOfPayment', () => {
    const rules = { ...RULES, maxRefunds: 1 }
    expect(outcome(taken().when(turn('c-2', 1, later, { rules })))).toBe('refused: TooManyRefundsOfPayment')
    expect(outcome(taken().when(turn('c-1', 1, later, { rules })))).toEqual(['PayoutTurnTaken'])
    expect(outcome(taken().when(turn('c-2', 1, later, { rules: { ...rules, maxRefunds: null } })))).toEqual(['PayoutTurnTaken'])
  })

  it('comes no more when the payment is too old: RefundWindowOver', () => {
    const old = addMilliseconds(T0, 365 * 86_400_000 + 1)
    expect(outcome(ordered().when(turn('c-1', 1, old)))).toBe('refused: RefundWindowOver')
    expect(outcome(taken().when(turn('c-1', 1, old)))).toEqual(['PayoutTurnTaken'])
    expect(outcome(ordered().when(turn('c-1', 1, old, { rules: { ...RULES, window_days: null } })))).toEqual(['PayoutTurnTaken'])
  })

  it('is over for a number once a later one of its case had one over the same payment, through whatever channel: PayoutReplaced', () => {
    const stream = taken().given(turn('c-1', 2, later, { channel: 'BANK' }), turn('c-1', 3, later, { channel: 'ALIPAY', reference: 'a-1' }), turn('c-1-7', 8, later, { channel: 'BANK', rules: { ...RULES, minimumSpacing_ms: 0 } }))
    expect(outcome(stream.when(turn('c-1', 1, later)))).toBe('refused: PayoutReplaced')
    expect(outcome(stream.when(turn('c-1', 2, addMilliseconds(later, 60_000), { channel: 'BANK' })))).toEqual(['PayoutTurnTaken'])
    expect(outcome(stream.when(turn('c-2', 1, later)))).toEqual(['PayoutTurnTaken'])
  })

  it('is about a payment of the order: UnknownPayment', () => {
    expect(outcome(ordered().when(turn('c-1', 1, T0, { reference: 'x' })))).toBe('refused: UnknownPayment')
  })
})
