import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { isRefusal, outcomeOfDecision as outcome, ROLES, sha256, type Role } from '@recourse/kernel'
import { CHECK_TYPES, CHECKLIST } from './checklist.js'
import type { SpotCheckCommand } from './commands.js'
import { deadlinesOf } from './deadlines.js'
import { spotCheckEvents, type SpotCheckEvent } from './events/index.js'
import { evolve } from './evolve.js'
import { spotCheckPermissions } from './permissions.js'
import { spotCheckRefusals } from './refusals.js'
import { selectSample } from './sample.js'
import { NO_ROUND } from './state.js'
import {
  abandon, abandoned, answers, assign, check, closedCases, command, commit, doAction, later, LI, newRound, openAction, overdue, person, RATES, reveal, revealed, SEED, stateOf, T0, verify, walk, withFinding,
} from './testing.js'

describe('a round is announced (MB34)', () => {
  it('with the hash of a seed that stays secret, and the shares of that day', () => {
    expect(newRound().when(commit())).toEqual([expect.objectContaining({ type: 'SpotCheckCommitted', data: { roundId: 'r-1', period: { from: T0, to: later(7) }, seedSha256: sha256(SEED), rates: RATES } })])
    expect(newRound().when(commit({ packs: ['retail'] }))).toMatchObject([{ data: { rates: [RATES[1]] } }])
  })

  it.each([
    ['PeriodEmpty', { period: { from: T0, to: T0 } }],
    ['CommittedTooLate', { now: later(7) }],
    ['UnknownPack', { packs: ['food', 'astrology'] }],
  ])('is refused: %s', (code, changes) => {
    expect(outcome(newRound().when(commit(changes)))).toBe(`refused: ${code}`)
  })

  it('once', () => {
    expect(outcome(newRound().given(commit()).when(commit()))).toBe('refused: RoundAlreadyCommitted')
    expect(outcome(newRound().when(reveal()))).toBe('refused: UnknownRound')
  })
})

describe('the draw (MB34)', () => {
  it('holds everything that it takes to repeat it', () => {
    const stream = newRound().given(commit(), reveal(closedCases(30)))
    const { seed, populationSha256, strata, position } = stream.events[1]!.data as { seed: string; populationSha256: string; position: string; strata: ReturnType<typeof selectSample>['strata'] }
    expect([seed, position, strata[0]!.population.length, strata[0]!.selected.length]).toEqual([SEED, '0000000042', 30, 3])
    const cases = strata.flatMap(({ pack, outcome: how, population }) => population.map((caseId) => ({ caseId, pack, outcome: how })))
    expect(selectSample(seed, cases, stateOf(stream).rates)).toEqual({ populationSha256, strata })
  })

  it.each([
    ['PeriodNotOver', reveal(closedCases(3), SEED, { now: later(6) })],
    ['SeedDiffers', reveal(closedCases(3), sha256('more fitting'))],
    ['SampleTooLarge', reveal(closedCases(801))],
    ['SampleTooLarge', reveal(closedCases(5_001, 'retail'))],
  ])('is refused: %s', (code, attempt) => {
    expect(outcome(newRound().given(commit()).when(attempt))).toBe(`refused: ${code}`)
  })

  it('happens once', () => {
    expect(outcome(revealed().stream.when(reveal()))).toBe('refused: AlreadyRevealed')
    expect(outcome(newRound().given(commit()).when(check('food-paid-1')))).toBe('refused: NotRevealed')
  })

  it('of nothing ends the round', () => {
    expect(outcome(newRound().given(commit()).when(reveal([])))).toEqual(['SpotCheckRevealed', 'SpotCheckClosed'])
  })
})

describe('a round that cannot be drawn (MB34)', () => {
  it('is given up, on record, and over', () => {
    const stream = newRound().given(commit())
    expect(outcome(stream.when(reveal(closedCases(801))))).toBe('refused: SampleTooLarge')
    expect(stream.when(abandon())).toMatchObject([{ type: 'SpotCheckAbandoned', data: { reason: 'TOO_LARGE' } }])
    expect(stateOf(stream).status).toBe('abandoned')
    for (const attempt of [reveal(), check('food-paid-1'), abandon()]) expect(outcome(stream.when(attempt))).toBe('refused: RoundAbandoned')
  })

  it('is one that nobody drew: what was drawn is checked', () => {
    expect(outcome(newRound().when(abandon()))).toBe('refused: UnknownRound')
    expect(outcome(revealed().stream.when(abandon()))).toBe('refused: AlreadyRevealed')
    expect(outcome(walk().when(abandon()))).toBe('refused: AlreadyRevealed')
  })
})

describe('a check (MB33, MB34)', () => {
  it('covers policy, process and quality', () => {
    expect([...new Set(CHECKLIST.map(({ type }) => type))]).toEqual([...CHECK_TYPES])
    for (const { text } of CHECKLIST) expect(text['zh-CN']).toMatch(/[\u4e00-\u9fff]{4,}/)
  })

  it('without a finding ends the round that drew one case', () => {
    const { stream, caseId } = revealed()
    expect(stream.when(check(caseId))).toMatchObject([{ type: 'CheckCompleted', data: { caseId, ok: true }, personal: { fields: { note: 'looked at twice' } } }, { type: 'SpotCheckClosed' }])
    expect(outcome(stream.when(check(caseId)))).toBe('refused: RoundClosed')
  })

  it('is never done by, nor assigned to, a person who handled the case: CheckerHandledCase', () => {
    const { stream, caseId } = revealed()
    expect(outcome(stream.when(check(caseId, answers(), { by: person('zhao', 'reviewer') })))).toBe('refused: CheckerHandledCase')
    expect(outcome(stream.when(assign(caseId, 'li')))).toBe('refused: CheckerHandledCase')
  })

  it('is done by whoever it is assigned to: CheckOfAnother', () => {
    const { stream, caseId } = revealed()
    stream.given(assign(caseId, 'feng'))
    expect(outcome(stream.when(assign(caseId, 'feng')))).toEqual([])
    expect(outcome(stream.when(check(caseId)))).toBe('refused: CheckOfAnother')
    expect(outcome(stream.when(check(caseId, answers('tone'), { by: person('feng') })))).toEqual(['CheckCompleted'])
    expect(outcome(stream.when(check(caseId, answers(), { by: person('feng') })))).toBe('refused: CheckAlreadyCompleted')
  })

  it.each([['CaseNotSelected', check('food-paid-99')], ['CaseNotSelected', check('constructor')]])('is of a case that was drawn: %s', (code, attempt) => {
    expect(outcome(revealed().stream.when(attempt))).toBe(`refused: ${code}`)
  })

  it.each([
    ['nothing', []], ['one item less', answers().slice(1)], ['an item twice', [...answers(), answers()[0]!]], ['an item of no list', [...answers(), { item: 'weather', finding: 'OK' as const }]],
  ])('needs one finding for every item, not %s: ChecklistIncomplete', (_, given) => {
    const { stream, caseId } = revealed()
    expect(outcome(stream.when(check(caseId, given)))).toBe('refused: ChecklistIncomplete')
  })
})

describe('a finding (MB35)', () => {
  it('keeps the round open until an action of its owner is verified by another person', () => {
    const { stream, caseId } = withFinding()
    expect(stateOf(stream).status).toBe('revealed')
    expect(outcome(stream.when(openAction(caseId)))).toEqual(['CorrectiveActionOpened'])
    expect(outcome(stream.when(verify()))).toBe('refused: ActionNotDone')
    expect(outcome(stream.when(doAction(person('somebody', 'agent'))))).toBe('refused: ActionOfAnother')
    expect(outcome(stream.when(doAction()))).toEqual(['CorrectiveActionCompleted'])
    expect(outcome(stream.when(doAction()))).toBe('refused: ActionAlreadyDone')
    expect(outcome(stream.when(verify(true, { actor: { id: LI.id, roles: ['supervisor'] } })))).toBe('refused: VerifierIsOwner')
    expect(outcome(stream.when(verify()))).toEqual(['CorrectiveActionVerified', 'SpotCheckClosed'])
    expect(outcome(stream.when(verify()))).toEqual([])
    expect(outcome(stream.when(verify(false)))).toBe('refused: ActionAlreadyDone')
  })

  it('that is not solved goes back with a new due time', () => {
    const { stream, caseId } = withFinding()
    stream.given(openAction(caseId), doAction())
    expect(outcome(stream.when(verify(false, { dueAt: later(8) })))).toBe('refused: DueInPast')
    expect(outcome(stream.when(verify(false)))).toEqual(['CorrectiveActionReturned'])
    expect(stateOf(stream).actions['a-1']).toMatchObject({ status: 'open', dueAt: later(30) })
  })

  it('needs every action on it to help', () => {
    const { stream, caseId } = withFinding()
    stream.given(openAction(caseId), openAction(caseId, { actionId: 'a-2' }), doAction(), verify())
    expect(stateOf(stream).status).toBe('revealed')
  })

  it.each([
    ['DueInPast', { dueAt: later(8) }],
    ['CaseNotSelected', { caseId: 'food-paid-99' }],
  ])('has an action that can be: %s', (code, changes) => {
    const { stream, caseId } = withFinding()
    expect(outcome(stream.when(openAction(caseId, changes)))).toBe(`refused: ${code}`)
  })

  it('is what an action is about: NothingToCorrect, and each has its own id', () => {
    const { stream, caseId } = revealed()
    expect(outcome(stream.when(openAction(caseId)))).toBe('refused: NothingToCorrect')
    stream.given(check(caseId, answers('tone')), openAction(caseId))
    expect(outcome(stream.when(openAction(caseId)))).toBe('refused: ActionAlreadyOpened')
    for (let index = 2; index <= 80; index += 1) stream.given(openAction(caseId, { actionId: `a-${index}` }))
    expect(outcome(stream.when(openAction(caseId, { actionId: 'a-81' })))).toBe('refused: TooManyActions')
  })

  it('is overdue once per due time', () => {
    const { stream, caseId } = withFinding()
    expect(outcome(stream.when(overdue()))).toBe('refused: UnknownAction')
    expect(outcome(stream.when(doAction()))).toBe('refused: UnknownAction')
    expect(outcome(stream.when(verify()))).toBe('refused: UnknownAction')
    stream.given(openAction(caseId))
    expect(outcome(stream.when(overdue(later(20), later(19))))).toEqual([])
    expect(outcome(stream.when(overdue()))).toEqual(['CorrectiveActionOverdue'])
    expect(outcome(stream.when(overdue()))).toEqual([])
    stream.given(doAction(), verify(false))
    expect(outcome(stream.when(overdue()))).toEqual([])
    expect(outcome(stream.when(overdue(later(30))))).toEqual(['CorrectiveActionOverdue'])
  })

  it('has a deadline from its opening until its owner is done', () => {
    const changes = walk().events.map((event) => deadlinesOf(event as SpotCheckEvent)).filter(({ set, clear }) => set.length + clear.length > 0)
    const waits = (days: number) => ({ clear: [], set: [{ name: 'action-a-1', dueAt: later(days), data: { actionId: 'a-1' } }] })
    const ends = { clear: ['action-a-1'], set: [] }
    expect(changes).toEqual([waits(20), ends, ends, waits(30), ends])
  })
})

describe('the catalogue', () => {
  const specs = readFileSync(new URL('./spot-check.spec.ts', import.meta.url), 'utf8')

  it.each(Object.entries(spotCheckRefusals))('%s has a spec and a text in both languages', (code, { en, zh }) => {
    expect(specs).toMatch(new RegExp(`refused: ${code}'|\\['${code}',`))
    expect(en).toMatch(/^[\x20-\x7e]{10,}$/)
    expect(zh).toMatch(/[\u4e00-\u9fff]{4,}/)
  })

  const leads = ['CommitSpotCheck', 'RevealSpotCheck', 'AbandonSpotCheck', 'AssignCheck', 'CompleteCheck', 'OpenCorrectiveAction', 'CompleteCorrectiveAction', 'VerifyCorrectiveAction']
  const MAY: Partial<Record<Role, readonly string[]>> = {
    supervisor: leads, operations: leads, reviewer: ['CompleteCheck', 'CompleteCorrectiveAction'], service: ['MarkCorrectiveActionOverdue'],
    ...Object.fromEntries(['agent', 'doctor', 'finance-maker', 'finance-checker'].map((role) => [role, ['CompleteCorrectiveAction']])),
  }

  it.each(ROLES)('lets %s do exactly what is written down; auditors change nothing (MB32)', (role) => {
    const passed = Object.keys(spotCheckPermissions).filter((type) => {
      const attempt = { ...command('MarkCorrectiveActionOverdue', { actionId: 'a', dueAt: T0 }, { by: { id: 'somebody', roles: [role] } }), type, period: {}, facts: { rates: [] } }
      const decision = newRound().when(attempt as unknown as SpotCheckCommand)
      return !(isRefusal(decision) && decision.code === 'RoleNotPermitted')
    })
    expect(passed.sort()).toEqual([...(MAY[role] ?? [])].sort())
  })

  it('of events is met by two walks, and is all that evolve knows', () => {
    const met = [...walk().events, ...abandoned().events].map(({ type }) => type)
    expect([...new Set(met)].sort()).toEqual(spotCheckEvents.map(({ type }) => type).sort())
    expect(() => evolve(walk().state, { type: 'NoSuchEvent', data: {} } as never)).toThrow('not handled')
    expect(() => evolve(NO_ROUND, { type: 'CheckAssigned', data: {} } as never)).toThrow('a round begins with SpotCheckCommitted')
  })
})
