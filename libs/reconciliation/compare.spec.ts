import { describe, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import fc from 'fast-check'
import { compare, differencesOf, entriesOfDay } from './compare.js'
import type { OurEntry, TheirEntry } from './entry.js'
import { statementHashOf, sumsOf } from './sums.js'
import { cny, our, their } from './testing.js'

const kinds = (ours: readonly OurEntry[], theirs: readonly TheirEntry[]): string[] =>
  differencesOf(compare(ours, theirs)).map(({ kind, outRefundNo, aspects }) => [kind, outRefundNo, ...(aspects ?? [])].join(' '))

describe('three sets', () => {
  it('nothing against nothing has no drift', () => {
    expect(compare([], [])).toEqual({ matched: 0, oursOnly: [], theirsOnly: [], differing: [], repeated: [] })
  })

  it('what both have alike is matched, a return beside its refund', () => {
    const comparison = compare([our('a'), our('a', { kind: 'return' })], [their('a', { kind: 'return' }), their('a')])
    expect(comparison).toEqual({ matched: 2, oursOnly: [], theirsOnly: [], differing: [], repeated: [] })
  })

  it.each<[string, OurEntry[], TheirEntry[], string[]]>([
    ['booked and not on the statement', [our('a')], [], ['ours-only a']],
    ['on the statement and not booked', [], [their('a')], ['theirs-only a']],
    ['another amount', [our('a')], [their('a', { amount: cny(999) })], ['differing a amount']],
    ['another currency', [our('a')], [their('a', { amount: money(1_000, 'USD') })], ['differing a currency']],
    ['money that came back where it was booked as gone', [our('a')], [their('a', { kind: 'return' })], ['differing a kind']],
    ['a return that nobody heard of', [our('a')], [their('a'), their('a', { kind: 'return' })], ['theirs-only a']],
    ['the same number twice', [our('a')], [their('a'), their('a')], ['repeated a']],
    ['the same number twice, once with another amount', [our('a')], [their('a', { amount: cny(5) }), their('a')], ['repeated a']],
    ['a number that nobody knows, twice', [], [their('a'), their('a')], ['theirs-only a', 'repeated a']],
  ])('%s', (_, ours, theirs, expected) => {
    expect(kinds(ours, theirs)).toEqual(expected)
  })

  it('tells both sides, and the payout behind a line that was not booked', () => {
    const payout = { caseId: 'c-1', payoutNo: 2 }
    expect(differencesOf(compare([], [their('a', { payout })]))).toMatchObject([{ ...payout, theirs: { amount: cny(1_000), channelReference: 'ref of a' } }])
    expect(differencesOf(compare([our('a')], [their('a', { amount: cny(7) })]))).toMatchObject([{ caseId: 'case of a', ours: { amount: cny(1_000) }, theirs: { amount: cny(7) } }])
  })
})

describe('the edge of the day', () => {
  it('what a neighbouring day\'s statement has belongs there, what this one has belongs here', () => {
    const [here, there, nowhere] = [our('here'), our('there'), our('nowhere')]
    expect(entriesOfDay([here, there, nowhere], [their('here')], [their('there'), their('here')])).toEqual([here, nowhere])
  })

  it('a return is no proof of its refund', () => {
    expect(entriesOfDay([our('a')], [], [their('a', { kind: 'return' })])).toHaveLength(1)
  })
})

const number = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const fields = { kind: fc.constantFrom('refund' as const, 'return' as const), minor: fc.integer({ min: 1, max: 3 }), currency: fc.constantFrom('CNY', 'USD') }
const ourEntries = fc.array(fc.record({ number, ...fields }).map(({ number: no, kind, minor, currency }) => our(no, { kind, amount: money(minor, currency) })), { maxLength: 12 })
const theirEntries = fc.array(fc.record({ number, ...fields }).map(({ number: no, kind, minor, currency }) => their(no, { kind, amount: money(minor, currency) })), { maxLength: 12 })
const shuffledBy = <T>(items: readonly T[], order: readonly number[]): T[] =>
  items.map((item, index) => [order[index % order.length]! * 31 + ((index * 7) % 13), item] as const).sort(([a], [b]) => a - b).map(([, item]) => item)

describe('whatever both sides say', () => {
  it('every entry is in exactly one set', () => {
    fc.assert(fc.property(ourEntries, theirEntries, (ours, theirs) => {
      const { matched, oursOnly, theirsOnly, differing, repeated } = compare(ours, theirs)
      expect(matched + oursOnly.length + differing.length).toBe(ours.length)
      expect(matched + theirsOnly.length + differing.length + repeated.length).toBe(theirs.length)
    }))
  })

  it('equal lines added to both change nothing', () => {
    fc.assert(fc.property(ourEntries, theirEntries, fc.integer({ min: 1, max: 5 }), (ours, theirs, count) => {
      const added = Array.from({ length: count }, (_, index) => `new-${index}`)
      const [before, after] = [compare(ours, theirs), compare([...ours, ...added.map((no) => our(no))], [...added.map((no) => their(no)), ...theirs])]
      expect(after).toEqual({ ...before, matched: before.matched + count })
    }))
  })

  it('the order does not matter', () => {
    fc.assert(fc.property(ourEntries, theirEntries, fc.array(fc.nat(), { minLength: 1 }), (ours, theirs, order) => {
      expect(compare(shuffledBy(ours, order), shuffledBy(theirs, order))).toEqual(compare(ours, theirs))
      expect(statementHashOf(shuffledBy(theirs, order))).toBe(statementHashOf(theirs))
      expect(sumsOf(shuffledBy(ours, order), theirs)).toEqual(sumsOf(ours, theirs))
    }))
  })

  it('equal sides have no drift, in sums either', () => {
    fc.assert(fc.property(fc.uniqueArray(number), (numbers) => {
      const [ours, theirs] = [numbers.map((no) => our(no)), numbers.map((no) => their(no))]
      expect(differencesOf(compare(ours, theirs))).toEqual([])
      for (const { ours_minor, theirs_minor } of sumsOf(ours, theirs)) expect(ours_minor).toBe(theirs_minor)
    }))
  })
})

it('sums are refunds less returns, by currency', () => {
  const usd = money(70, 'USD')
  expect(sumsOf([our('a'), our('a', { kind: 'return', amount: cny(400) }), our('b', { amount: usd })], [their('a')])).toEqual([
    { currency: 'CNY', ours_minor: 600, theirs_minor: 1_000 }, { currency: 'USD', ours_minor: 70, theirs_minor: 0 },
  ])
})
