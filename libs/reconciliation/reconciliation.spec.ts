import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, isRefusal, outcomeOfDecision as outcome, ROLES } from '@recourse/kernel'
import { DIFFERENCE_LIMIT, RUN_LIMIT_OF_PEOPLE } from './decide/record-reconciliation.js'
import { reconciliationEvents } from './events/index.js'
import { evolve } from './evolve.js'
import { reconciliationPermissions } from './permissions.js'
import { reconciliationRefusals } from './refusals.js'
import { isSettled, NOT_RECONCILED, openDifferences } from './state.js'
import { cny, ENDS_AT, newDay, our, person, resolve, run, stateOf, their, walk, WU, ZHENG } from './testing.js'

const drifting = () => newDay().given(run([our('a')], [their('b')]))

describe('a run', () => {
  it('of an empty day is recorded, and has no drift', () => {
    const stream = newDay()
    expect(stream.when(run([], []))).toEqual([expect.objectContaining({
      type: 'ReconciliationCompleted',
      data: {
        run: 1, channel: 'sandbox', day: '2026-03-02', statementSha256: expect.stringMatching(/^[0-9a-f]{64}$/), sums: [],
        counts: { ours: 0, theirs: 0, matched: 0, oursOnly: 0, theirsOnly: 0, differing: 0, repeated: 0, unlisted: 0 },
      },
    })])
    expect(isSettled(stateOf(stream))).toBe(true)
  })

  it('records every difference as an event, theirs first', () => {
    const stream = drifting()
    expect(stream.events.map(({ type }) => type)).toEqual(['ReconciliationCompleted', 'ReconciliationDifferenceFound', 'ReconciliationDifferenceFound'])
    expect(stateOf(stream).differences).toMatchObject([{ no: 1, kind: 'theirs-only', outRefundNo: 'b', run: 1 }, { no: 2, kind: 'ours-only', outRefundNo: 'a' }])
    expect(isSettled(stateOf(stream))).toBe(false)
  })

  it('leaves to a neighbouring day what its statement has', () => {
    expect(outcome(newDay().when(run([our('a')], [], { neighbours: [their('a')] })))).toEqual(['ReconciliationCompleted'])
  })

  it.each([
    ['DayNotOver', run([], [], { now: addMilliseconds(ENDS_AT, -1) })],
  ])('is refused: %s', (code, command) => {
    expect(outcome(newDay().when(command))).toBe(`refused: ${code}`)
    expect(outcome(newDay().when(run([], [], { now: ENDS_AT })))).toEqual(['ReconciliationCompleted'])
  })
})

describe('a second run of the day', () => {
  it('has its own number, finds nothing twice, and settles what is gone', () => {
    const stream = drifting()
    expect(outcome(stream.when(run([our('a')], [their('b')])))).toEqual(['ReconciliationCompleted'])
    expect(stream.when(run([our('a'), our('b')], [their('b')]))).toMatchObject([
      { type: 'ReconciliationCompleted', data: { run: 3 } }, { type: 'ReconciliationDifferenceResolved', data: { no: 1, how: 'VANISHED', run: 3 } },
    ])
    expect(openDifferences(stateOf(stream)).map(({ no }) => no)).toEqual([2])
    expect(outcome(stream.when(run([our('a'), our('b')], [their('a'), their('b')])))).toEqual(['ReconciliationCompleted', 'ReconciliationDifferenceResolved'])
    expect(isSettled(stateOf(stream))).toBe(true)
  })

  it('finds what came back after it was gone, under a new number', () => {
    const stream = drifting().given(run([our('a'), our('b')], [their('a'), their('b')]))
    expect(stream.when(run([our('a')], [their('a'), their('b')]))).toMatchObject([{}, { type: 'ReconciliationDifferenceFound', data: { no: 3, outRefundNo: 'b' } }])
  })

  it('does not raise again what people have settled, unless it is another difference now', () => {
    const stream = drifting().given(resolve(WU), resolve(ZHENG, { no: 2 }))
    expect(isSettled(stateOf(stream))).toBe(true)
    expect(outcome(stream.when(run([our('a')], [their('b')])))).toEqual(['ReconciliationCompleted'])
    expect(stream.when(run([our('a')], [their('b', { amount: cny(5) })]))).toMatchObject([{}, { data: { no: 3, kind: 'theirs-only', theirs: { amount: cny(5) } } }])
  })

  it.each([
    ['TooManyRuns', () => newDay().given(...Array.from({ length: RUN_LIMIT_OF_PEOPLE }, () => run([our('a')], [their('b')], { by: WU })))],
  ])('is refused to people who fill its log with runs, not to the service: %s', (code, often) => {
    expect(outcome(often().when(run([our('a')], [their('b')], { by: ZHENG })))).toBe(`refused: ${code}`)
    expect(outcome(often().when(run([our('a')], [their('b')])))).toEqual(['ReconciliationCompleted'])
    expect(outcome(often().when(resolve(ZHENG)))).toEqual(['ReconciliationDifferenceResolved'])
  })

  it('lists what the first had no room for', () => {
    const many = Array.from({ length: DIFFERENCE_LIMIT + 5 }, (_, index) => their(`n-${String(index).padStart(3, '0')}`))
    const stream = newDay().given(run([], many))
    expect(stateOf(stream)).toMatchObject({ run: { counts: { theirsOnly: DIFFERENCE_LIMIT + 5, unlisted: 5 } } })
    expect(stateOf(stream).differences).toHaveLength(DIFFERENCE_LIMIT)
    expect(isSettled(stateOf(stream))).toBe(false)
    expect(isSettled(stateOf(stream.given(run(many.map(({ outRefundNo }) => our(outRefundNo)), many))))).toBe(true)
  })
})

describe('a statement of a hundred thousand lines', () => {
  it('of which most have no number and stand there twice, is compared again and again within seconds, not hours', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => their(index % 4 === 0 ? `n-${index}` : '-', { channelReference: `r-${index}` }))
    const ours = lines.filter(({ outRefundNo }) => outRefundNo !== '-').map(({ outRefundNo }) => our(outRefundNo))
    const stream = newDay().given(run(ours.slice(5), lines))
    expect(stream.when(run(ours.slice(5), lines))).toMatchObject([{ data: { counts: { ours: 24_995, theirs: 100_000, matched: 24_995, theirsOnly: 6, repeated: 74_999, unlisted: 75_005 - DIFFERENCE_LIMIT } } }])
  }, 120_000)
})

describe('a difference', () => {
  it('is settled by one person of finance, with a reason', () => {
    const stream = drifting()
    expect(stream.when(resolve(WU))).toMatchObject([{ type: 'ReconciliationDifferenceResolved', data: { no: 1, how: 'RECOVERED', reason: 'voucher 17' } }])
    expect(stateOf(stream).differences[0]).toMatchObject({ resolved: { by: 'wu', how: 'RECOVERED' } })
  })

  it('is written off by two, the second of them a checker', () => {
    const stream = drifting()
    expect(outcome(stream.when(resolve(WU, { how: 'WRITTEN_OFF' })))).toEqual(['WriteOffProposed'])
    expect(isSettled(stateOf(stream))).toBe(false)
    expect(outcome(stream.when(resolve(ZHENG, { how: 'WRITTEN_OFF' })))).toEqual(['ReconciliationDifferenceResolved'])
    expect(stateOf(stream).differences[0]).toMatchObject({ writeOffProposedBy: 'wu', resolved: { by: 'zheng', how: 'WRITTEN_OFF' } })
  })

  it('that somebody wants to write off may still be settled otherwise', () => {
    expect(outcome(drifting().given(resolve(WU, { how: 'WRITTEN_OFF' })).when(resolve(WU, { how: 'CHANNEL_ERROR' })))).toEqual(['ReconciliationDifferenceResolved'])
  })

  const proposed = () => drifting().given(resolve(WU, { how: 'WRITTEN_OFF' }))
  it.each([
    ['UnknownReconciliation', newDay, resolve(WU)],
    ['UnknownDifference', drifting, resolve(WU, { no: 3 })],
    ['DifferenceAlreadyResolved', () => drifting().given(resolve(WU)), resolve(ZHENG)],
    ['DifferenceAlreadyResolved', () => drifting().given(run([our('b')], [their('b')])), resolve(ZHENG)],
    ['ResolverRanIt', () => newDay().given(run([], [their('b')], { by: WU })), resolve(WU)],
    ['ResolverIsConcerned', drifting, resolve(WU, { facts: { concerned: ['lin', 'wu'] } })],
    ['ResolverIsConcerned', proposed, resolve(ZHENG, { how: 'WRITTEN_OFF', facts: { concerned: ['zheng'] } })],
    ['ConfirmerIsProposer', proposed, resolve(person('wu', 'finance-maker', 'finance-checker'), { how: 'WRITTEN_OFF' })],
    ['WriteOffNeedsChecker', proposed, resolve(person('qian', 'finance-maker'), { how: 'WRITTEN_OFF' })],
  ])('is not settled: %s', (code, before, command) => {
    expect(outcome(before().when(command))).toBe(`refused: ${code}`)
  })
})

describe('the catalogue', () => {
  const specs = readFileSync(new URL('./reconciliation.spec.ts', import.meta.url), 'utf8')

  it.each(Object.entries(reconciliationRefusals))('%s has a spec and a text in both languages', (code, { en, zh }) => {
    expect(specs).toMatch(new RegExp(`\\['${code}',`))
    expect(en).toMatch(/^[\x20-\x7e]{10,}$/)
    expect(zh).toMatch(/[\u4e00-\u9fff]{4,}/)
  })

  it.each(ROLES)('lets %s do exactly what is written down', (role) => {
    const by = person('somebody', role)
    const passed = [run([], [], { by }), resolve(by)].filter((command) => {
      const decision = drifting().when(command)
      return !(isRefusal(decision) && decision.code === 'RoleNotPermitted')
    })
    const finance = ['finance-maker', 'finance-checker'].includes(role)
    expect(passed.map(({ type }) => type)).toEqual(finance ? Object.keys(reconciliationPermissions) : ['operations', 'service'].includes(role) ? ['RecordReconciliation'] : [])
  })

  it('of events is met by one walk, and is all that evolve knows', () => {
    expect([...new Set(walk().events.map(({ type }) => type))].sort()).toEqual(reconciliationEvents.map(({ type }) => type).sort())
    const event = { ...walk().events[1]!, type: 'NoSuchEvent' } as never
    expect(() => evolve(walk().state, event)).toThrow('not handled')
    expect(() => evolve(NOT_RECONCILED, event)).toThrow('begins with ReconciliationCompleted')
  })
})
