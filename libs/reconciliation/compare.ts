import { aspectsOf, differing, oursOnly, theirsOnly, type Difference } from './difference.js'
import { placeOf, type Entry, type OurEntry, type TheirEntry } from './entry.js'

/** The sets of a reconciliation, in the order of refund numbers whatever the order of the entries. */
export interface Comparison {
  /** How many entries of ours are in the statement exactly so. */
  readonly matched: number
  readonly oursOnly: readonly Difference[]
  readonly theirsOnly: readonly Difference[]
  readonly differing: readonly Difference[]
  /** Lines of the statement that say the same number and kind once more. */
  readonly repeated: readonly Difference[]
}

/** What both sides say, compared by refund number: first what is equal, then what is of one kind, then whatever is left of the number. */
export const compare = (ours: readonly OurEntry[], theirs: readonly TheirEntry[]): Comparison => {
  const [byNumber, theirsByNumber] = [grouped(ours), grouped(theirs)]
  const numbers = [...new Set([...byNumber.keys(), ...theirsByNumber.keys()])].sort()
  const parts = numbers.map((number) => compareNumber(byNumber.get(number) ?? [], theirsByNumber.get(number) ?? []))
  return {
    matched: parts.reduce((sum, { matched }) => sum + matched, 0),
    oursOnly: parts.flatMap((part) => part.oursOnly),
    theirsOnly: parts.flatMap((part) => part.theirsOnly),
    differing: parts.flatMap((part) => part.differing),
    repeated: parts.flatMap((part) => part.repeated),
  }
}

/** Theirs first: money that left and that nobody here knows of matters most. */
export const differencesOf = ({ theirsOnly, repeated, differing, oursOnly }: Comparison): Difference[] =>
  [...theirsOnly, ...repeated, ...differing, ...oursOnly]

/**
 * Our entries that this day's statement has to have. What it lacks and a neighbouring day's statement has belongs to that day: the channel's midnight is not
 * ours.
 */
export const entriesOfDay = (
  ours: readonly OurEntry[], theirs: readonly TheirEntry[], neighbours: readonly Pick<Entry, 'kind' | 'outRefundNo'>[],
): OurEntry[] => {
  const [here, elsewhere] = [new Set(theirs.map(placeOf)), new Set(neighbours.map(placeOf))]
  return ours.filter((entry) => here.has(placeOf(entry)) || !elsewhere.has(placeOf(entry)))
}

const grouped = <E extends Entry>(entries: readonly E[]): Map<string, E[]> => {
  const groups = new Map<string, E[]>()
  for (const entry of entries) {
    const group = groups.get(entry.outRefundNo)
    if (group) group.push(entry)
    else groups.set(entry.outRefundNo, [entry])
  }
  for (const group of groups.values()) group.sort(byContent)
  return groups
}

const byContent = (a: Entry, b: Entry): number => {
  const [one, other] = [contentOf(a), contentOf(b)]
  return one < other ? -1 : Number(one > other)
}

const contentOf = ({ kind, amount, at }: Entry): string => `${kind}/${amount.currency}/${amount.minor}/${at}`

type Pair = readonly [OurEntry, TheirEntry]

const isEqual = (ours: OurEntry, theirs: TheirEntry): boolean => aspectsOf(ours, theirs).length === 0
const isSameKind = (ours: OurEntry, theirs: TheirEntry): boolean => ours.kind === theirs.kind

const compareNumber = (ours: readonly OurEntry[], theirs: readonly TheirEntry[]): Comparison => {
  const equal = paired(ours, theirs, isEqual)
  const sameKind = paired(equal.ours, equal.theirs, isSameKind)
  // A second line of what is accounted for is no other kind of something that is missing.
  const accounted = new Set([...equal.pairs, ...sameKind.pairs].map(([, line]) => line.kind))
  const anyKind = paired(sameKind.ours, sameKind.theirs, (_, line) => !accounted.has(line.kind))
  for (const [, line] of anyKind.pairs) accounted.add(line.kind)
  const [first, again] = firstOfKind(anyKind.theirs, accounted)
  return {
    matched: equal.pairs.length,
    oursOnly: anyKind.ours.map(oursOnly),
    theirsOnly: first.map((line) => theirsOnly(line)),
    differing: [...sameKind.pairs, ...anyKind.pairs].map(([our, line]) => differing(our, line)),
    repeated: again.map((line) => theirsOnly(line, 'repeated')),
  }
}

/** Pairs each of ours with the first line left that fits; and what is left of both. */
const paired = (ours: readonly OurEntry[], theirs: readonly TheirEntry[], fits: (ours: OurEntry, theirs: TheirEntry) => boolean) => {
  const left = [...theirs]
  const pairs: Pair[] = []
  const alone = ours.filter((our) => {
    const place = left.findIndex((line) => fits(our, line))
    if (place < 0) return true
    pairs.push([our, ...left.splice(place, 1) as [TheirEntry]])
    return false
  })
  return { pairs, ours: alone, theirs: left }
}

const firstOfKind = (lines: readonly TheirEntry[], accounted: ReadonlySet<string>): [first: TheirEntry[], again: TheirEntry[]] => {
  const seen = new Set(accounted)
  const again = new Set(lines.filter(({ kind }) => seen.has(kind) || !seen.add(kind)))
  return [lines.filter((line) => !again.has(line)), [...again]]
}
