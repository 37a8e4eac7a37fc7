import fc from 'fast-check'
import { addDays } from '../working-days.js'
import { contradictionsIn, type PrepaidContract, type PrepaidInput, type PrepaidUsage } from './input.js'

/** Words for the specs of the calculator. */

export const contractOf = (changes: Partial<PrepaidContract> = {}): PrepaidContract => ({ kind: 'METERED', concludedOn: '2025-06-01', paidOn: '2025-06-01', ...changes })

export const usageOf = (changes: Partial<PrepaidUsage> = {}): PrepaidUsage => ({
  used: [], fault: 'neutral', askedOn: '2025-09-01', rescindedOn: '2025-09-01', calculatedOn: '2025-09-01', ...changes,
})

export const inputOf = (paid_minor: number, contract: Partial<PrepaidContract> = {}, usage: Partial<PrepaidUsage> = {}): PrepaidInput => ({
  paid_minor, contract: contractOf(contract), usage: usageOf(usage), rates: { lpr1y_bp: 300, deposit1y_bp: 150 },
})

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined })
const amount = fc.integer({ min: 0, max: 5_000_000 })
const dayAfter = (most: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: most }).map((days) => addDays('2025-06-01', days))

/** Any contract and what happened under it, as far as the facts do not contradict each other. */
export const anyInput: fc.Arbitrary<PrepaidInput> = fc.record({
  paid_minor: fc.integer({ min: 1, max: 5_000_000 }),
  contract: fc.record({
    kind: fc.constantFrom<PrepaidContract['kind']>('METERED', 'UNLIMITED'),
    concludedOn: fc.constant('2025-06-01'),
    paidOn: dayAfter(10),
    gift_minor: maybe(amount),
    units: maybe(fc.integer({ min: 1, max: 500 })),
    term: fc.record({ from: dayAfter(30), to: fc.integer({ min: 30, max: 800 }).map((days) => addDays('2025-06-01', days)) }),
    giftsInKind: maybe(fc.boolean()),
    hadTheSameBefore: maybe(fc.boolean()),
    agreed: maybe(fc.record({
      coolingOff_days: maybe(fc.integer({ min: 1, max: 60 })), returnAtLeast_bp: maybe(fc.integer({ min: 0, max: 10_000 })), interestFrom: maybe(dayAfter(400)),
    })),
  }),
  usage: fc.record({
    used: fc.array(fc.record({ units: fc.integer({ min: 1, max: 60 }), listPrice_minor: fc.integer({ min: 0, max: 100_000 }), discountPrice_minor: maybe(fc.integer({ min: 0, max: 100_000 })) }), { maxLength: 5 }),
    fault: fc.constantFrom<PrepaidUsage['fault']>('operator', 'consumer', 'neutral'),
    askedOn: dayAfter(500),
    rescindedOn: dayAfter(500),
    calculatedOn: fc.integer({ min: 500, max: 900 }).map((days) => addDays('2025-06-01', days)),
    stoppedOn: maybe(dayAfter(500)),
    agreedReturn_minor: maybe(amount),
    alreadyReturned_minor: maybe(amount),
  }),
  rates: fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 300 })).map(([deposit1y_bp, more_bp]) => ({ lpr1y_bp: deposit1y_bp + more_bp, deposit1y_bp })),
}).filter((input) => contradictionsIn(input).length === 0)
