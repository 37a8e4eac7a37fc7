import type { TckCase } from './case.js'
import { idempotency } from './cases/idempotency.js'
import { limits } from './cases/limits.js'
import { notices } from './cases/notices.js'
import { outcomes } from './cases/outcomes.js'
import { statement } from './cases/statement.js'
import { uncertainty } from './cases/uncertainty.js'
import { optionalScenarios, type Excusable, type Excuses } from './subject.js'

/** What every payment channel must do. */
export const paymentChannelCases: readonly TckCase[] = [...idempotency, ...limits, ...uncertainty, ...outcomes, ...statement, ...notices]

const excusable: readonly string[] = [...optionalScenarios, 'notices'] satisfies Excusable[]

/** At least one way in which a refund fails for good has to be shown. */
const finalFailures: readonly Excusable[] = ['closed-account', 'closed']

/**
 * The cases for a channel that cannot have everything.
 * @throws Error for an excuse without a reason, for one that nobody may have, and when no final failure is left
 */
export const casesFor = (cannotHave: Excuses): readonly TckCase[] => {
  for (const [what, reason] of Object.entries(cannotHave)) {
    if (!excusable.includes(what)) throw new Error(`no channel may leave out ${what}`)
    if (!/\w+ \w+ \w+/.test(reason)) throw new Error(`${what} is left out without a reason`)
  }
  if (finalFailures.every((what) => what in cannotHave)) throw new Error(`one of ${finalFailures.join(', ')} has to be shown`)
  return paymentChannelCases.filter(({ needs }) => needs === undefined || !(needs in cannotHave))
}
