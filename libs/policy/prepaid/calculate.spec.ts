import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { calculatePrepaidRefund } from './calculate.js'
import { contradictionsIn, type PrepaidInput, type PrepaidUsage } from './input.js'
import { anyInput, inputOf } from './prepaid.fixture.js'

const linesOf = (input: PrepaidInput): [string, number, number][] => calculatePrepaidRefund(input).lines.map(({ code, minor, article }) => [code, minor, article])
const sumOf = (input: PrepaidInput): number => calculatePrepaidRefund(input).sum_minor
const stepsOf = (input: PrepaidInput): [string, number][] => calculatePrepaidRefund(input).humanSteps.map(({ code, article }) => [code, article])

interface Golden {
  readonly what: string
  readonly input: PrepaidInput
  readonly lines: [string, number, number][]
  readonly sum: number
}

const VISIT = { units: 3, listPrice_minor: 20_000 }
const YEAR = { from: '2025-06-01', to: '2026-05-31' }
const LATER = { calculatedOn: '2025-12-01' }

const ARTICLE_14: Golden[] = [
  { what: 'day 7: everything', input: inputOf(100_000, {}, { fault: 'consumer', askedOn: '2025-06-08' }), lines: [['PAID_COOLING_OFF', 100_000, 14]], sum: 100_000 },
  { what: 'day 8: an ordinary refund', input: inputOf(100_000, {}, { askedOn: '2025-06-09' }), lines: [['PAID', 100_000, 15]], sum: 100_000 },
  {
    what: 'had the same before: the pass is worn off by days',
    input: inputOf(36_500, { kind: 'UNLIMITED', term: YEAR, hadTheSameBefore: true }, { askedOn: '2025-06-04', rescindedOn: '2025-06-04', calculatedOn: '2025-06-04' }),
    lines: [['PAID', 36_500, 15], ['USED_TIME', -300, 22]], sum: 36_200,
  },
  {
    what: 'the same pass, never had before',
    input: inputOf(36_500, { kind: 'UNLIMITED', term: YEAR }, { askedOn: '2025-06-04', rescindedOn: '2025-06-04', calculatedOn: '2025-06-04' }),
    lines: [['PAID_COOLING_OFF', 36_500, 14]], sum: 36_500,
  },
  {
    what: 'what was already used is taken off at the discount price, for whatever reason it is given back',
    input: inputOf(100_000, {}, { fault: 'consumer', askedOn: '2025-06-05', used: [{ units: 1, listPrice_minor: 20_000, discountPrice_minor: 15_000 }] }),
    lines: [['PAID_COOLING_OFF', 100_000, 14], ['USED_AT_DISCOUNT', -15_000, 18]], sum: 85_000,
  },
  {
    what: 'thirty days were agreed, also for who had the same before',
    input: inputOf(100_000, { hadTheSameBefore: true, agreed: { coolingOff_days: 30 } }, { fault: 'consumer', askedOn: '2025-07-01' }),
    lines: [['PAID_COOLING_OFF', 100_000, 14]], sum: 100_000,
  },
]

const ARTICLE_15: Golden[] = [
  { what: 'prepaid less used', input: inputOf(100_000, {}, { used: [VISIT] }), lines: [['PAID', 100_000, 15], ['USED_AT_DISCOUNT', -60_000, 18]], sum: 40_000 },
  { what: 'ten visits for 1000.00, three used', input: inputOf(100_000, { units: 10 }, { used: [VISIT] }), lines: [['PAID', 100_000, 15], ['USED_AT_DISCOUNT', -30_000, 18]], sum: 70_000 },
  {
    what: 'an even share that is no whole fen: 100.00 / 3, rounded for the consumer',
    input: inputOf(10_000, { units: 3 }, { used: [{ units: 1, listPrice_minor: 5_000 }] }), lines: [['PAID', 10_000, 15], ['USED_AT_DISCOUNT', -3_333, 18]], sum: 6_667,
  },
  {
    what: 'used beyond the prepayment at the operator\'s own discount price: nothing is left and nothing is owed',
    input: inputOf(50_000, {}, { used: [VISIT] }), lines: [['PAID', 50_000, 15], ['USED_AT_DISCOUNT', -60_000, 18], ['NO_ADDITIONAL_PAYMENT', 10_000, 15]], sum: 0,
  },
]

const ARTICLES_16_17: Golden[] = [
  {
    what: 'the operator\'s fault: 3.00 % of 1000.00 for 91 days = 7.4794…, up',
    input: inputOf(100_000, {}, { fault: 'operator', ...LATER }), lines: [['PAID', 100_000, 15], ['INTEREST', 748, 16]], sum: 100_748,
  },
  {
    what: 'the consumer\'s own reason: 1.50 % = 3.7397…, up',
    input: inputOf(100_000, {}, { fault: 'consumer', ...LATER }), lines: [['PAID', 100_000, 15], ['INTEREST', 374, 16]], sum: 100_374,
  },
  { what: 'nobody\'s fault: the better of both rates', input: inputOf(100_000, {}, LATER), lines: [['PAID', 100_000, 15], ['INTEREST', 748, 16]], sum: 100_748 },
  {
    what: 'only on what is returned: 1.50 % of 400.00 = 1.4958…',
    input: inputOf(100_000, {}, { fault: 'consumer', used: [VISIT], ...LATER }), lines: [['PAID', 100_000, 15], ['USED_AT_LIST_PRICE', -60_000, 19], ['INTEREST', 150, 16]], sum: 40_150,
  },
  {
    what: 'an agreed rate of 5 % = 12.4657…',
    input: inputOf(100_000, { agreed: { interest_bp: 500 } }, { fault: 'consumer', ...LATER }), lines: [['PAID', 100_000, 15], ['INTEREST', 1_247, 16]], sum: 101_247,
  },
  {
    what: 'agreed from the payment on: 183 days = 15.0410…',
    input: inputOf(100_000, { agreed: { interestFrom: '2025-06-01' } }, { fault: 'operator', ...LATER }), lines: [['PAID', 100_000, 15], ['INTEREST', 1_505, 16]], sum: 101_505,
  },
  {
    what: 'agreed from a later day: the law\'s is better',
    input: inputOf(100_000, { agreed: { interestFrom: '2025-11-30' } }, { fault: 'operator', ...LATER }), lines: [['PAID', 100_000, 15], ['INTEREST', 748, 16]], sum: 100_748,
  },
  { what: 'on the day of the rescission there is none yet', input: inputOf(100_000, {}, { fault: 'operator' }), lines: [['PAID', 100_000, 15]], sum: 100_000 },
]

const DISCOUNTED = { units: 3, listPrice_minor: 20_000, discountPrice_minor: 16_000 }

const ARTICLE_18: Golden[] = [
  { what: 'the discount price', input: inputOf(100_000, {}, { used: [DISCOUNTED] }), lines: [['PAID', 100_000, 15], ['USED_AT_DISCOUNT', -48_000, 18]], sum: 52_000 },
  {
    what: '1000.00 paid, 200.00 given: of 600.00 used, five sixths were paid for',
    input: inputOf(100_000, { gift_minor: 20_000 }, { used: [VISIT] }), lines: [['PAID', 100_000, 15], ['USED_AT_DISCOUNT', -60_000, 18], ['GIFT_SHARE', 10_000, 18]], sum: 50_000,
  },
  {
    what: 'discount and gift credit together: 480.00 × 3000/4000',
    input: inputOf(300_000, { gift_minor: 100_000 }, { used: [DISCOUNTED] }), lines: [['PAID', 300_000, 15], ['USED_AT_DISCOUNT', -48_000, 18], ['GIFT_SHARE', 12_000, 18]], sum: 264_000,
  },
  {
    what: 'the published example: 3000 + 1000 given, 3594 used counts 2695.50',
    input: inputOf(300_000, { gift_minor: 100_000 }, { used: [{ units: 1, listPrice_minor: 359_400 }] }),
    lines: [['PAID', 300_000, 15], ['USED_AT_DISCOUNT', -359_400, 18], ['GIFT_SHARE', 89_850, 18]], sum: 30_450,
  },
  {
    what: 'the contract\'s own formula gives more',
    input: inputOf(100_000, {}, { used: [VISIT], agreedReturn_minor: 55_000 }), lines: [['PAID', 100_000, 15], ['USED_AT_DISCOUNT', -60_000, 18], ['BETTER_TERM', 15_000, 18]], sum: 55_000,
  },
  {
    what: 'what an earlier refund has paid is not returned again, and bears no interest',
    input: inputOf(100_000, {}, { fault: 'operator', used: [DISCOUNTED], alreadyReturned_minor: 20_000, ...LATER }),
    lines: [['PAID', 100_000, 15], ['USED_AT_DISCOUNT', -48_000, 18], ['ALREADY_RETURNED', -20_000, 15], ['INTEREST', 240, 16]], sum: 32_240,
  },
  {
    what: 'nor claimed back when it was too much',
    input: inputOf(100_000, {}, { used: [DISCOUNTED], alreadyReturned_minor: 60_000 }),
    lines: [['PAID', 100_000, 15], ['USED_AT_DISCOUNT', -48_000, 18], ['ALREADY_RETURNED', -52_000, 15]], sum: 0,
  },
  {
    what: 'the contract\'s own formula gives less',
    input: inputOf(100_000, {}, { used: [VISIT], agreedReturn_minor: 35_000 }), lines: [['PAID', 100_000, 15], ['USED_AT_DISCOUNT', -60_000, 18]], sum: 40_000,
  },
]

const ARTICLE_19: Golden[] = [
  {
    what: 'the price before the discount', input: inputOf(100_000, {}, { fault: 'consumer', used: [DISCOUNTED] }),
    lines: [['PAID', 100_000, 15], ['USED_AT_LIST_PRICE', -60_000, 19]], sum: 40_000,
  },
  {
    what: 'gift credit does not scale it', input: inputOf(100_000, { gift_minor: 20_000 }, { fault: 'consumer', used: [VISIT] }),
    lines: [['PAID', 100_000, 15], ['USED_AT_LIST_PRICE', -60_000, 19]], sum: 40_000,
  },
  {
    what: 'nor is a visit of ten its even share', input: inputOf(100_000, { units: 10 }, { fault: 'consumer', used: [VISIT] }),
    lines: [['PAID', 100_000, 15], ['USED_AT_LIST_PRICE', -60_000, 19]], sum: 40_000,
  },
  {
    what: 'at least half was agreed', input: inputOf(100_000, { agreed: { returnAtLeast_bp: 5_000 } }, { fault: 'consumer', used: [VISIT] }),
    lines: [['PAID', 100_000, 15], ['USED_AT_LIST_PRICE', -60_000, 19], ['BETTER_TERM', 10_000, 19]], sum: 50_000,
  },
]

const ARTICLE_20: Golden[] = [
  {
    what: 'within the prepayment at the discount price, beyond it at the list price: nothing, and nothing more to pay',
    input: inputOf(100_000, {}, { fault: 'consumer', used: [{ units: 6, listPrice_minor: 20_000, discountPrice_minor: 16_000 }], ...LATER }),
    lines: [['PAID', 100_000, 15], ['USED_AT_LIST_PRICE', -120_000, 19], ['NO_ADDITIONAL_PAYMENT', 20_000, 20]], sum: 0,
  },
]

const ARTICLE_22: Golden[] = [
  {
    what: '365 days for 3650.00, ended on day 93: 273 left',
    input: inputOf(365_000, { kind: 'UNLIMITED', term: YEAR }, {}), lines: [['PAID', 365_000, 15], ['USED_TIME', -92_000, 22]], sum: 273_000,
  },
  {
    what: 'the same whoever is at fault', input: inputOf(365_000, { kind: 'UNLIMITED', term: YEAR }, { fault: 'consumer' }),
    lines: [['PAID', 365_000, 15], ['USED_TIME', -92_000, 22]], sum: 273_000,
  },
  {
    what: 'closed since 1 August: days from there are left',
    input: inputOf(365_000, { kind: 'UNLIMITED', term: YEAR }, { fault: 'operator', stoppedOn: '2025-08-01' }), lines: [['PAID', 365_000, 15], ['USED_TIME', -61_000, 22]], sum: 304_000,
  },
  {
    what: 'not begun yet', input: inputOf(365_000, { kind: 'UNLIMITED', term: { from: '2025-10-01', to: '2026-09-30' } }, {}), lines: [['PAID', 365_000, 15]], sum: 365_000,
  },
  {
    what: 'let run out unused for reasons of one\'s own: none',
    input: inputOf(365_000, { kind: 'UNLIMITED', term: YEAR }, { fault: 'consumer', askedOn: '2026-06-01', rescindedOn: '2026-06-01', calculatedOn: '2026-07-01' }),
    lines: [['PAID', 365_000, 15], ['USED_TIME', -365_000, 22]], sum: 0,
  },
  {
    what: 'a share that is no whole fen: 1000.00 × 92/365 = 252.0547…',
    input: inputOf(100_000, { kind: 'UNLIMITED', term: YEAR }, {}), lines: [['PAID', 100_000, 15], ['USED_TIME', -25_205, 22]], sum: 74_795,
  },
]

describe.each<[string, Golden[]]>([
  ['art. 14, cooling off', ARTICLE_14], ['art. 15, prepaid less delivered', ARTICLE_15], ['arts. 16 and 17, interest', ARTICLES_16_17],
  ['art. 18, not the consumer\'s fault', ARTICLE_18], ['art. 19, the consumer\'s fault', ARTICLE_19], ['art. 20, no additional payment', ARTICLE_20],
  ['art. 22, unlimited use', ARTICLE_22],
])('%s (MB2, MB7)', (_, cases) => {
  it.each(cases)('$what', ({ input, lines, sum }) => {
    expect(linesOf(input)).toEqual(lines)
    expect(sumOf(input)).toBe(sum)
  })
})

describe('what is left to a person', () => {
  it('art. 21: gifts in kind are weighed by somebody', () => {
    expect(stepsOf(inputOf(100_000, { giftsInKind: true }))).toEqual([['GIFTS_IN_KIND', 21]])
  })

  it('art. 15: commission is never taken off, other costs are looked at', () => {
    const input = inputOf(100_000, {}, { deductions: [{ kind: 'SALES_COMMISSION', minor: 10_000 }, { kind: 'REASONABLE_COSTS', minor: 5_000 }] })
    expect(calculatePrepaidRefund(input)).toMatchObject({ sum_minor: 100_000, refusedDeductions: [{ kind: 'SALES_COMMISSION', minor: 10_000, article: 15 }] })
    expect(stepsOf(input)).toEqual([['REASONABLE_COSTS', 15]])
  })

  it('art. 19: a list price that is not proved, when it counts', () => {
    expect(stepsOf(inputOf(100_000, {}, { fault: 'consumer', listPriceUnproven: true }))).toEqual([['LIST_PRICE_UNPROVEN', 19]])
    expect(stepsOf(inputOf(100_000, {}, { fault: 'operator', listPriceUnproven: true }))).toEqual([])
  })

  it('art. 16: the interest of a supervised account', () => {
    expect(stepsOf(inputOf(100_000, { supervisedAccount: true }))).toEqual([['SUPERVISED_ACCOUNT', 16]])
  })

  it('art. 16: a contract of a day without a known rate, as soon as interest is due', () => {
    const unknown = (usage: Partial<PrepaidUsage>): PrepaidInput => ({ ...inputOf(100_000, {}, usage), rates: {} })
    expect(stepsOf(unknown({}))).toEqual([])
    expect(stepsOf(unknown({ calculatedOn: '2025-09-02' }))).toEqual([['RATE_UNKNOWN', 16]])
    expect(sumOf(unknown({ calculatedOn: '2025-09-02' }))).toBe(100_000)
  })
})

describe('facts that contradict each other', () => {
  it.each<[string, PrepaidInput]>([
    ['TERM_MISSING', inputOf(1, { kind: 'UNLIMITED' })],
    ['TERM_REVERSED', inputOf(1, { term: { from: '2025-06-02', to: '2025-06-01' } })],
    ['USED_MORE_THAN_BOUGHT', inputOf(1, { units: 2 }, { used: [VISIT] })],
    ['RESCINDED_BEFORE_CONCLUDED', inputOf(1, {}, { rescindedOn: '2025-05-31' })],
    ['RESCINDED_IN_FUTURE', inputOf(1, {}, { rescindedOn: '2025-09-02' })],
    ['STOPPED_IN_FUTURE', inputOf(1, {}, { stoppedOn: '2025-09-02' })],
  ])('%s: nothing is computed', (contradiction, input) => {
    expect(contradictionsIn(input)).toEqual([contradiction])
    expect(() => calculatePrepaidRefund(input)).toThrow(contradiction)
  })
})

const RUNS = { numRuns: 3_000 }
const withUsage = (input: PrepaidInput, usage: Partial<PrepaidUsage>): PrepaidInput => ({ ...input, usage: { ...input.usage, ...usage } })

describe('any prepaid contract', () => {
  it('has lines that add up, to no less than nothing and no more than was paid with interest (MB2, MB7)', () => {
    fc.assert(fc.property(anyInput, (input) => {
      const { sum_minor, interest_minor, lines } = calculatePrepaidRefund(input)
      expect(lines.reduce((sum, { minor }) => sum + minor, 0)).toBe(sum_minor)
      expect(lines.every(({ minor }) => Number.isSafeInteger(minor) && minor !== 0)).toBe(true)
      expect(interest_minor).toBeGreaterThanOrEqual(0)
      expect(sum_minor - interest_minor).toBeGreaterThanOrEqual(0)
      expect(sum_minor - interest_minor).toBeLessThanOrEqual(input.paid_minor)
    }), RUNS)
  })

  it('gives the same lines for the same facts (MB7)', () => {
    fc.assert(fc.property(anyInput, (input) => {
      expect(calculatePrepaidRefund(structuredClone(input))).toEqual(calculatePrepaidRefund(input))
    }), { numRuns: 300 })
  })

  it('gives no less the less the consumer is at fault (MB1)', () => {
    fc.assert(fc.property(anyInput, (input) => {
      const [operator, neutral, consumer] = (['operator', 'neutral', 'consumer'] as const).map((fault) => sumOf(withUsage(input, { fault })))
      expect(operator!).toBeGreaterThanOrEqual(neutral!)
      expect(neutral!).toBeGreaterThanOrEqual(consumer!)
    }), RUNS)
  })

  it('is never lowered by a term that is better for the consumer (MB2)', () => {
    fc.assert(fc.property(anyInput, (input) => {
      const { agreed, ...contract } = input.contract
      const { agreedReturn_minor, ...usage } = input.usage
      expect(sumOf(input)).toBeGreaterThanOrEqual(sumOf({ ...input, contract, usage: usage as PrepaidUsage }))
    }), RUNS)
  })

  it('gives no more when more was used (MB2)', () => {
    fc.assert(fc.property(anyInput, fc.nat(10), (input, more) => {
      const usage = { used: input.usage.used.map((part) => ({ ...part, units: part.units + more })) }
      fc.pre(contradictionsIn(withUsage(input, usage)).length === 0)
      expect(sumOf(withUsage(input, usage))).toBeLessThanOrEqual(sumOf(input))
    }), RUNS)
  })

  it('scales with the unit of the currency, but for the rounding of each line (MB2)', () => {
    fc.assert(fc.property(anyInput, fc.integer({ min: 2, max: 100 }), (input, factor) => {
      const small = calculatePrepaidRefund(input)
      const large = calculatePrepaidRefund(scaled(input, factor))
      expect(Math.abs(large.sum_minor - factor * small.sum_minor)).toBeLessThanOrEqual(factor * (small.lines.length + large.lines.length))
    }), RUNS)
  })
})

const scaled = (input: PrepaidInput, factor: number): PrepaidInput => {
  const times = (minor: number | undefined): number | undefined => (minor === undefined ? undefined : minor * factor)
  const used = input.usage.used.map(({ units, listPrice_minor, discountPrice_minor }) => ({ units, listPrice_minor: listPrice_minor * factor, discountPrice_minor: times(discountPrice_minor) }))
  return {
    ...input, paid_minor: input.paid_minor * factor,
    contract: { ...input.contract, gift_minor: times(input.contract.gift_minor) },
    usage: { ...input.usage, used, agreedReturn_minor: times(input.usage.agreedReturn_minor), alreadyReturned_minor: times(input.usage.alreadyReturned_minor) },
  }
}
