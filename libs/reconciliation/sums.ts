import { hashOf } from '@recourse/kernel'
import type { Entry, TheirEntry } from './entry.js'

/** Refunds less returns of one currency, in its minor units. */
export interface Sum {
  readonly currency: string
  readonly ours_minor: number
  readonly theirs_minor: number
}

export const sumsOf = (ours: readonly Entry[], theirs: readonly Entry[]): Sum[] => {
  const currencies = [...new Set([...ours, ...theirs].map(({ amount }) => amount.currency))].sort()
  return currencies.map((currency) => ({ currency, ours_minor: netOf(ours, currency), theirs_minor: netOf(theirs, currency) }))
}

const netOf = (entries: readonly Entry[], currency: string): number =>
  entries.reduce((sum, { kind, amount }) => sum + (amount.currency !== currency ? 0 : kind === 'refund' ? amount.minor : -amount.minor), 0)

/** SHA-256 of the lines as canonical JSON, in the order of their own: the same for the same statement however it was sorted. */
export const statementHashOf = (lines: readonly TheirEntry[]): string =>
  hashOf(lines.map(({ kind, outRefundNo, channelReference, amount, at }) => hashOf({ kind, outRefundNo, channelReference, amount, at })).sort())
