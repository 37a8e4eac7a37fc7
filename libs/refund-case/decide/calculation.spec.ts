import { describe, expect, it } from '@jest/globals'
import { outcomeOfDecision as outcome } from '@recourse/kernel'
import { calculatePrepaidRefund } from '@recourse/policy'
import fc from 'fast-check'
import type { RefundCalculated, RefundCaseEvent } from '../events/index.js'
import { approve, calculate, cny, closedRefused, command, finding, inReview, newCase, people, PREPAID, PREPAID_CONTRACT, propose, requestRefund, stateOf, T0, type CaseStream } from '../testing.js'

/** A case about a prepaid contract over 1000.00 that asks for all of it; the reason is the operator's fault. */
const asked = (minor = 100_000): CaseStream => newCase({ ...PREPAID, secondApproverAbove_minor: null }).given(requestRefund({ requested: cny(minor) }), finding())
const factsOf = (changes: object = {}) => ({ ...calculate().facts, ...changes })
const calculationOf = (stream: CaseStream): ReturnType<typeof RefundCalculated>['data'] => stateOf(stream).calculation!

describe('calculating what a prepaid contract gives back (MB7)', () => {
  it('records the sum, its lines with their articles, and all it rests on', () => {
    const stream = asked().given(calculate())
    expect(calculationOf(stream)).toMatchObject({
      sum: cny(80_000), interest: cny(0), humanSteps: [], refusedDeductions: [],
      lines: [{ code: 'PAID', minor: 100_000, article: 15, label: { 'zh-CN': '预付款' } }, { code: 'USED_AT_DISCOUNT', minor: -20_000, article: 18 }],
      inputs: { paid_minor: 100_000, contract: PREPAID_CONTRACT, usage: { fault: 'operator', askedOn: '2026-03-02', rescindedOn: '2026-03-02', calculatedOn: '2026-03-02' } },
    })
  })

  it('takes the fault that a person found, and the day of the rescission (MB1)', () => {
    const stream = asked().given(calculate({ fault: 'consumer', rescindedOn: '2026-02-02' }))
    expect(calculationOf(stream)).toMatchObject({ sum: cny(76_088), interest: cny(88), inputs: { usage: { fault: 'consumer', rescindedOn: '2026-02-02' } } })
  })

  it('can be done again: the last one counts', () => {
    const stream = asked().given(calculate(), calculate({ used: [] }))
    expect(calculationOf(stream).sum).toEqual(cny(100_000))
  })

  it.each([
    ['ContractFactsMissing', asked(), calculate({ facts: { paid: cny(100_000), rates: {} } })],
    ['ContractFactsContradict', asked(), calculate({ rescindedOn: '2026-03-03' })],
    ['CalculationNotAsked', inReview(), calculate()],
    ['ReviewerIsRequester', asked(), calculate({}, { by: { id: people.customer.id, roles: ['reviewer'] } })],
    ['RoleNotPermitted', asked(), calculate({}, { by: people.agent })],
    ['WrongPhase', newCase(PREPAID).given(requestRefund({ reason: 'QUALITY' })), calculate()],
    ['CaseClosed', closedRefused(PREPAID), calculate()],
  ])('is refused: %s', (code, stream, refused) => {
    expect(outcome(stream.when(refused))).toBe(`refused: ${code}`)
  })

  it('is derived anew from what the event holds, to the same lines (MB7)', () => {
    const part = fc.record({ units: fc.integer({ min: 1, max: 3 }), listPrice_minor: fc.nat(50_000), discountPrice_minor: fc.option(fc.nat(50_000), { nil: undefined }) })
    const usage = fc.record({
      used: fc.array(part, { maxLength: 3 }), fault: fc.constantFrom('operator' as const, 'consumer' as const, 'neutral' as const),
      rescindedOn: fc.constantFrom('2025-12-05', '2026-01-31', '2026-03-02'), agreedReturn_minor: fc.nat(100_000),
    })
    fc.assert(fc.property(usage, (given) => {
      const [event] = JSON.parse(JSON.stringify(asked().given(calculate(given)).events.slice(-1))) as RefundCaseEvent[]
      if (event!.type !== 'RefundCalculated') throw new Error(`${event!.type} instead of a calculation`)
      const { inputs, lines, sum, interest } = event!.data
      expect(JSON.parse(JSON.stringify(calculatePrepaidRefund(inputs)))).toMatchObject({ lines, sum_minor: sum.minor, interest_minor: interest.minor })
    }), { numRuns: 200 })
  })
})

describe('an approval by the calculation (MB2)', () => {
  it('is refused without one: CalculationMissing', () => {
    expect(asked().when(approve(80_000))).toMatchObject({ code: 'CalculationMissing' })
    expect(asked().when(propose(80_000))).toMatchObject({ code: 'CalculationMissing' })
  })

  it('carries its lines', () => {
    const stream = asked().given(calculate())
    expect(stream.when(approve(80_000))).toMatchObject([{
      type: 'RefundApproved',
      data: { outcome: 'PARTIAL', amount: cny(80_000), breakdown: [{ label: '预付款', minor: 100_000, article: '15' }, { label: '已使用部分(按折扣价)', minor: -20_000, article: '18' }] },
    }])
  })

  it('takes off what earlier refunds of the order have paid', () => {
    const { facts } = calculate()
    const stream = inReview(PREPAID).given(calculate({ facts: { ...facts, returned: cny(75_000) } }))
    expect(stateOf(stream).calculation).toMatchObject({ sum: cny(5_000), inputs: { usage: { alreadyReturned_minor: 75_000 } } })
    expect(stream.when(approve(4_999))).toMatchObject({ code: 'BelowCalculation', details: { atLeast_minor: 5_000 } })
  })

  it('is refused below it, alone or proposed: BelowCalculation', () => {
    const stream = asked().given(calculate())
    expect(stream.when(approve(79_999))).toMatchObject({ code: 'BelowCalculation', details: { calculated: cny(80_000), atLeast_minor: 80_000 } })
    expect(stream.when(propose(79_999))).toMatchObject({ code: 'BelowCalculation' })
  })

  it('gives no more than was asked for', () => {
    const stream = asked(50_000).given(calculate())
    expect(stream.when(approve(50_000))).toMatchObject([{ data: { outcome: 'FULL', breakdown: [{ minor: 100_000 }, { minor: -20_000 }, { label: '未申请或经核定不予退还部分', minor: -30_000 }] } }])
  })

  it('takes its lines from nobody else: BreakdownIsCalculated', () => {
    const stream = asked().given(calculate())
    const breakdown = [{ label: 'all of it', minor: 80_000 }]
    expect(stream.when(command('ApproveRefund', { amount: cny(80_000), breakdown }))).toMatchObject({ code: 'BreakdownIsCalculated' })
  })

  it.each([
    ['above it', calculate(), 90_000],
    ['with a fault other than the reason\'s', calculate({ fault: 'consumer' }), 76_000],
    ['with something left to weigh', calculate({ facts: factsOf({ contract: { ...PREPAID_CONTRACT, giftsInKind: true } }) }), 80_000],
  ])('needs a second person %s: SecondApproverNeeded', (_, calculation, minor) => {
    const stream = asked().given(calculation)
    expect(stream.when(approve(minor))).toMatchObject({ code: 'SecondApproverNeeded' })
    const { approvalHash } = stateOf(stream.given(propose(minor))).proposal!
    expect(outcome(stream.when(command('ConfirmApproval', { approvalHash }, { now: T0 })))).toEqual(['ApprovalConfirmed', 'RefundApproved'])
  })

  it('may be lower where gifts in kind were weighed, by two persons', () => {
    const stream = asked().given(calculate({ facts: factsOf({ contract: { ...PREPAID_CONTRACT, giftsInKind: true } }) }))
    expect(stream.when(approve(70_000))).toMatchObject({ code: 'SecondApproverNeeded' })
    expect(stream.when(propose(70_000))).toMatchObject([{ data: { breakdown: [{}, {}, { minor: -10_000 }] } }])
  })
})
