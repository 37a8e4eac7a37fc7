import type { Entry, OurEntry, PayoutRef, TheirEntry } from './entry.js'

/**
 * - `ours-only`: we booked it, the statement does not have it.
 * - `theirs-only`: the channel moved money that we did not book.
 * - `differing`: both have it, but not alike.
 * - `repeated`: the statement has the same number and kind once more.
 */
export const DIFFERENCE_KINDS = ['ours-only', 'theirs-only', 'differing', 'repeated'] as const
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]

/** In what two entries of one number differ. */
export const ASPECTS = ['kind', 'currency', 'amount'] as const
export type Aspect = (typeof ASPECTS)[number]

export type OurSide = Pick<Entry, 'kind' | 'amount' | 'at'>
export type TheirSide = Pick<TheirEntry, 'kind' | 'amount' | 'at' | 'channelReference'>

export interface Difference extends Partial<PayoutRef> {
  readonly kind: DifferenceKind
  readonly outRefundNo: string
  readonly ours?: OurSide
  readonly theirs?: TheirSide
  /** Only of `differing`. */
  readonly aspects?: readonly Aspect[]
}

/** The same for the same difference found again; the times of its entries are no part of it. */
export const identityOf = ({ kind, outRefundNo, ours, theirs }: Difference): string =>
  JSON.stringify([kind, outRefundNo, ...[ours, theirs].map((side) => side && [side.kind, side.amount.currency, side.amount.minor])])

export const oursOnly = ({ outRefundNo, caseId, payoutNo, ...ours }: OurEntry): Difference =>
  ({ kind: 'ours-only', outRefundNo, caseId, payoutNo, ours: ourSide(ours) })

export const theirsOnly = (theirs: TheirEntry, kind: 'theirs-only' | 'repeated' = 'theirs-only'): Difference =>
  ({ kind, outRefundNo: theirs.outRefundNo, ...theirs.payout, theirs: theirSide(theirs) })

export const differing = (ours: OurEntry, theirs: TheirEntry): Difference => ({
  ...oursOnly(ours), kind: 'differing', theirs: theirSide(theirs), aspects: aspectsOf(ours, theirs),
})

export const aspectsOf = (ours: Pick<Entry, 'kind' | 'amount'>, theirs: Pick<Entry, 'kind' | 'amount'>): Aspect[] => [
  ...(ours.kind === theirs.kind ? [] : ['kind' as const]),
  ...(ours.amount.currency === theirs.amount.currency ? [] : ['currency' as const]),
  ...(ours.amount.minor === theirs.amount.minor ? [] : ['amount' as const]),
]

const ourSide = ({ kind, amount, at }: OurSide): OurSide => ({ kind, amount, at })
const theirSide = ({ kind, amount, at, channelReference }: TheirSide): TheirSide => ({ kind, amount, at, channelReference })
