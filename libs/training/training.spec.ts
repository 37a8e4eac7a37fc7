import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, isRefusal, outcomeOfDecision as outcome, ROLES } from '@recourse/kernel'
import { trainingEvents } from './events/index.js'
import { evolve } from './evolve.js'
import { trainingPermissions } from './permissions.js'
import { trainingRefusals } from './refusals.js'
import { completion_percent, validCourses } from './state.js'
import { curricula, DAY_ms, newTraining, record, revoke, T0, walk } from './testing.js'

const course = curricula.get('refund-policy')!
const later = (days: number) => addMilliseconds(T0, days * DAY_ms)

describe('an assessment', () => {
  it('is passed from the pass mark on, and counts for as long as the curriculum says (MB22)', () => {
    const stream = newTraining()
    expect(stream.when(record())).toMatchObject([{
      type: 'TrainingPassed', data: { person: 'zhao', curriculum: '1.0.0', passMark_percent: 80, passedAt: T0, validUntil: later(30) },
    }])
    expect(validCourses(stream.state, T0)).toEqual(['refund-policy'])
    expect(validCourses(stream.state, addMilliseconds(later(30), -1))).toEqual(['refund-policy'])
    expect(validCourses(stream.state, later(30))).toEqual([])
  })

  it('is failed one point below it', () => {
    const stream = newTraining()
    expect(stream.when(record({ score_percent: 79 }))).toMatchObject([{ type: 'TrainingFailed', data: { missing: [], score_percent: 79 } }])
    expect(validCourses(stream.state, T0)).toEqual([])
  })

  it('needs every item of the curriculum, taught now or before (MB21)', () => {
    const stream = newTraining()
    expect(stream.when(record({ items: ['law'], score_percent: 100 }))).toMatchObject([{ type: 'TrainingFailed', data: { missing: ['flow'] } }])
    expect(completion_percent(stream.state, course, T0)).toBe(50)
    expect(outcome(stream.when(record({ items: ['flow'] })))).toEqual(['TrainingPassed'])
    expect(completion_percent(stream.state, course, T0)).toBe(100)
    expect(completion_percent(stream.state, course, later(30))).toBe(0)
  })

  it('of long ago does not shorten what was passed since', () => {
    const stream = newTraining().given(record(), record({ heldAt: later(-10) }))
    expect(validCourses(stream.state, later(29))).toEqual(['refund-policy'])
  })

  it.each([
    ['UnknownCourse', { course: 'astrology' }],
    ['UnknownItem', { items: ['flow', 'stars'] }],
    ['UnknownItem', { items: [] }],
    ['ScoreOutOfRange', { score_percent: 101 }],
    ['ScoreOutOfRange', { score_percent: 79.5 }],
    ['HeldInFuture', { heldAt: addMilliseconds(T0, 1) }],
    ['TrainerIsTrainee', { trainer: 'zhao' }],
    ['TrainerIsTrainee', { actor: { id: 'zhao', roles: ['operations' as const] } }],
  ])('is refused: %s for %j', (code, changes) => {
    expect(outcome(newTraining().when(record(changes)))).toBe(`refused: ${code}`)
  })
})

describe('a course that was passed', () => {
  it('counts no longer once it is revoked', () => {
    const stream = newTraining().given(record())
    expect(outcome(stream.when(revoke()))).toEqual(['TrainingRevoked'])
    expect(validCourses(stream.state, T0)).toEqual([])
    expect(outcome(stream.when(revoke()))).toBe('refused: NotTrained')
  })

  it('is not revoked by its holder, nor before it was passed', () => {
    expect(outcome(newTraining().when(revoke()))).toBe('refused: NotTrained')
    expect(outcome(newTraining().given(record()).when(revoke({ course: 'constructor' })))).toBe('refused: NotTrained')
    expect(outcome(newTraining().given(record()).when(revoke({ actor: { id: 'zhao', roles: ['admin'] } })))).toBe('refused: TrainerIsTrainee')
  })
})

describe('the catalogue', () => {
  const specs = readFileSync(new URL('./training.spec.ts', import.meta.url), 'utf8')

  it.each(Object.entries(trainingRefusals))('%s has a spec and a text in both languages', (code, { en, zh }) => {
    expect(specs).toMatch(new RegExp(`refused: ${code}'|\\['${code}',`))
    expect(en).toMatch(/^[\x20-\x7e]{10,}$/)
    expect(zh).toMatch(/[\u4e00-\u9fff]{4,}/)
  })

  it.each(ROLES)('lets %s do exactly what is written down', (role) => {
    const actor = { id: 'somebody', roles: [role] }
    const passed = [record({ actor }), revoke({ actor })].filter((command) => {
      const decision = newTraining().when(command)
      return !(isRefusal(decision) && decision.code === 'RoleNotPermitted')
    })
    expect(passed.map(({ type }) => type)).toEqual(['operations', 'admin'].includes(role) ? Object.keys(trainingPermissions) : [])
  })

  it('of events is met by one walk, and is all that evolve knows', () => {
    expect([...new Set(walk().events.map(({ type }) => type))].sort()).toEqual(trainingEvents.map(({ type }) => type).sort())
    expect(() => evolve(walk().state, { type: 'NoSuchEvent', data: {} } as never)).toThrow('not handled')
  })
})
