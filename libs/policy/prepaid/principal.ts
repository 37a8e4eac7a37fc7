import { addDays } from '../working-days.js'
import { daysBetween, earlier } from './days.js'
import { add, down, least, share, up, ZERO, type Fraction } from './fraction.js'
import type { PrepaidInput, UsedPart } from './input.js'
import { line, type PrepaidLine } from './lines.js'

const STATUTORY_COOLING_OFF_days = 7

/** Art. 14: within seven days of paying, unless the consumer knew the same service; or within the days that were agreed. */
export const withinCoolingOff = ({ contract, usage }: PrepaidInput): boolean => {
  const within = (days: number): boolean => usage.askedOn <= addDays(contract.paidOn, days)
  const agreed_days = contract.agreed?.coolingOff_days
  return (!contract.hadTheSameBefore && within(STATUTORY_COOLING_OFF_days)) || (agreed_days !== undefined && within(agreed_days))
}

/** Lines of what is returned of the prepayment, without interest: arts. 14, 15, 18–20, 22. */
export const principalLines = (input: PrepaidInput): PrepaidLine[] => {
  const delivered = deliveredLines(input)
  const paid = withinCoolingOff(input) ? line('PAID_COOLING_OFF', input.paid_minor, 14) : line('PAID', input.paid_minor, 15)
  const lines = withFloor([paid, ...delivered], input)
  const better = Math.min(input.paid_minor, agreedReturnOf(input)) - sumOf(lines)
  const owed = better > 0 ? [...lines, line('BETTER_TERM', better, input.usage.fault === 'consumer' ? 19 : 18)] : lines
  return [...owed, ...alreadyReturned(sumOf(owed), input)]
}

/** Nothing is returned twice; what was returned too much is not claimed back. */
const alreadyReturned = (owed_minor: number, { usage: { alreadyReturned_minor = 0 } }: PrepaidInput): PrepaidLine[] =>
  unlessZero(line('ALREADY_RETURNED', -Math.min(alreadyReturned_minor, owed_minor), 15))

export const sumOf = (lines: readonly PrepaidLine[]): number => lines.reduce((sum, { minor }) => sum + minor, 0)

const deliveredLines = (input: PrepaidInput): PrepaidLine[] => {
  if (input.contract.kind === 'UNLIMITED') return servedTime(input)
  return input.usage.fault === 'consumer' && !withinCoolingOff(input) ? atListPrice(input) : atDiscount(input)
}

/** Art. 22: by the days left. The day on which the contract ends, or the service stopped, counts as left; days not used inside the term do not. */
const servedTime = (input: PrepaidInput): PrepaidLine[] => {
  const { contract: { term }, usage, paid_minor } = input
  if (withinCoolingOff(input)) return []
  const ended = usage.stoppedOn === undefined ? usage.rescindedOn : earlier(usage.stoppedOn, usage.rescindedOn)
  const total_days = daysBetween(term!.from, term!.to) + 1
  const served_days = Math.min(total_days, Math.max(0, daysBetween(term!.from, ended)))
  return unlessZero(line('USED_TIME', -down(share(paid_minor, served_days, total_days)), 22))
}

/** Art. 19: the consumer's own reason. */
const atListPrice = ({ usage }: PrepaidInput): PrepaidLine[] => unlessZero(line('USED_AT_LIST_PRICE', -down(sum(usage.used.map(listValue))), 19))

/** Art. 18: at the discount price, and of that only the share that was paid for and not given as credit. */
const atDiscount = (input: PrepaidInput): PrepaidLine[] => {
  const charged_minor = down(sum(input.usage.used.map((part) => chargedValue(part, input))))
  const value_minor = down(sum(input.usage.used.map((part) => paidValue(part, input))))
  return [...unlessZero(line('USED_AT_DISCOUNT', -charged_minor, 18)), ...unlessZero(line('GIFT_SHARE', charged_minor - value_minor, 18))]
}

const listValue = ({ units, listPrice_minor }: UsedPart): Fraction => share(units, listPrice_minor, 1)

/** A discount price above the list price is none. */
const chargedValue = (part: UsedPart, { contract, paid_minor }: PrepaidInput): Fraction => {
  if (part.discountPrice_minor !== undefined) return least(share(part.units, part.discountPrice_minor, 1), listValue(part))
  return contract.units === undefined ? listValue(part) : least(share(part.units, paid_minor, contract.units), listValue(part))
}

const paidValue = (part: UsedPart, input: PrepaidInput): Fraction => {
  const { contract: { units, gift_minor = 0 }, paid_minor } = input
  const charged = chargedValue(part, input)
  // The even share of the units bought is what was paid; only prices of a balance contain gift credit.
  if (part.discountPrice_minor === undefined && units !== undefined) return charged
  return { over: charged.over * BigInt(paid_minor), under: charged.under * BigInt(paid_minor + gift_minor) }
}

const sum = (values: readonly Fraction[]): Fraction => values.reduce(add, ZERO)

/** Art. 20: what was used beyond the prepayment is never claimed from the consumer. */
const withFloor = (lines: PrepaidLine[], { usage }: PrepaidInput): PrepaidLine[] => {
  const below = -sumOf(lines)
  return below > 0 ? [...lines, line('NO_ADDITIONAL_PAYMENT', below, usage.fault === 'consumer' ? 20 : 15)] : lines
}

const agreedReturnOf = ({ contract, usage, paid_minor }: PrepaidInput): number =>
  Math.max(usage.agreedReturn_minor ?? 0, up(share(paid_minor, contract.agreed?.returnAtLeast_bp ?? 0, 10_000)))

const unlessZero = (one: PrepaidLine): PrepaidLine[] => (one.minor === 0 ? [] : [one])
