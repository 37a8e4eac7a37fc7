import { afterAll, describe, expect, it } from '@jest/globals'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { loadCalendar, loadPolicyPacks, PolicyDataError, STAGES } from './index.js'
import { shippedDirectory } from './yaml-directory.js'

const scratch = mkdtempSync(join(tmpdir(), 'recourse-packs-'))
afterAll(() => rmSync(scratch, { recursive: true }))

type Content = Record<string, any>
let copies = 0

/** A directory that holds one shipped pack, changed in one file. */
const withChange = (id: string, file: string, change: (content: Content) => void): string => {
  const directory = join(scratch, String(copies += 1))
  const home = join(directory, id, '1.0.0')
  cpSync(join(shippedDirectory('packs'), id, '1.0.0'), home, { recursive: true })
  const content = parse(readFileSync(join(home, file), 'utf8')) as Content
  change(content)
  writeFileSync(join(home, file), stringify(content))
  return directory
}

describe('shipped packs', () => {
  const packs = loadPolicyPacks().all()

  it('are the five flows of the seeds and retail', () => {
    expect(packs.map(({ id }) => id).sort()).toEqual(['clinic-aesthetics', 'food-delivery', 'light-aesthetics-care', 'livestream-aesthetics', 'membership', 'retail'])
  })

  it('keep the deadlines of the seeds', () => {
    const now = '2026-11-21T00:00:00.000Z'
    const shipped = loadPolicyPacks()
    expect(shipped.latest('livestream-aesthetics', now)?.stages.review.due).toEqual({ workingDays: 3 })
    expect(shipped.latest('livestream-aesthetics', now)?.escalation[0]?.role).toBe('supervisor')
    expect(shipped.latest('food-delivery', now)?.stages.payout.due).toEqual({ hours: 24 })
    expect(shipped.latest('clinic-aesthetics', now)?.settlement.required).toBe(true)
    expect(shipped.latest('retail', now)).toMatchObject({ currency: 'GBP', applicationWindow_days: 400, secondApproverAbove_minor: null, receipt: { mode: 'none' } })
  })

  it.each(packs.map((pack) => [pack.id, pack] as const))('%s has Chinese in every Chinese text and none in the English', (_id, pack) => {
    const texts = textsIn(pack)
    expect(texts.length).toBeGreaterThan(10)
    for (const text of texts) {
      expect(text['zh-CN']).toMatch(/\p{Script=Han}/u)
      expect(text.en).not.toMatch(/\p{Script=Han}/u)
    }
  })
})

describe('a bad pack is refused with the place and what to do', () => {
  it.each<[string, string, (content: Content) => void, string]>([
    ['a stage without a role', 'pack.yaml', ({ stages }) => delete stages.review.role, 'pack.yaml: stages.review.role: is missing; add it'],
    ['a stage with two roles', 'pack.yaml', ({ stages }) => { stages.review.role = ['reviewer', 'agent'] }, 'pack.yaml: stages.review.role: '],
    ['a stage without a due time', 'pack.yaml', ({ stages }) => delete stages.payout.due, 'pack.yaml: stages.payout.due: is missing; add it (a due time: exactly one of hours, workingDays or days'],
    ['a due time that nobody lives to see', 'pack.yaml', ({ stages }) => { stages.payout.due = { hours: 1e13 } }, 'pack.yaml: stages.payout.due.hours: Too big: expected number to be <=87672'],
    ['a due time in two units', 'pack.yaml', ({ stages }) => { stages.payout.due = { hours: 1, days: 1 } }, 'pack.yaml: stages.payout.due: a due time: exactly one of'],
    ['a stage without a clause', 'pack.yaml', ({ stages }) => delete stages.review.clause, 'pack.yaml: stages.review.clause: is missing; add it'],
    ['a stage on a clause that is not there', 'texts.yaml', (texts) => { texts.clauses = texts.clauses.filter(({ id }: { id: string }) => id !== 'payout') }, 'pack.yaml: stages.payout.clause: there is no clause payout'],
    ...STAGES.filter((stage) => stage !== 'settlement').map((stage): [string, string, (content: Content) => void, string] => [`no stage ${stage}`, 'pack.yaml', ({ stages }) => delete stages[stage], `pack.yaml: stages.${stage}: is missing; add it`]),
    ['a text without Chinese', 'texts.yaml', ({ notices }) => delete notices[0].text['zh-CN'], 'texts.yaml: notices.0.text.zh-CN: is missing; add it'],
    ['an empty text', 'texts.yaml', ({ appealRoute }) => { appealRoute.en = ' ' }, 'texts.yaml: appealRoute.en: '],
    ['a machine that refuses', 'review.yaml', ({ automaticReview }) => { automaticReview[0].verdict = 'REFUSE' }, 'review.yaml: automaticReview.0.verdict: APPROVE or REFER: a machine never refuses'],
    ['an unknown key', 'pack.yaml', (pack) => { pack.stages.review.deadline = 3 }, 'pack.yaml: stages.review.deadline: unknown key; remove it or correct its spelling'],
    ['an unknown key at the top', 'reasons.yaml', (reasons) => { reasons.resons = [] }, 'reasons.yaml: resons: unknown key'],
    ['an unknown input', 'review.yaml', ({ automaticReview }) => { automaticReview[0].when = 'mood > 3' }, 'review.yaml: automaticReview.0.when: Unknown variable: mood; a condition may use reason, '],
    ['a rule on an unknown reason', 'review.yaml', ({ automaticReview }) => { automaticReview[2].when = 'reason == "MOOD"' }, 'review.yaml: automaticReview.2.when: there is no reason MOOD; it is one of NOT_DELIVERED'],
    ['negotiation without its stage', 'pack.yaml', (pack) => { pack.settlement = { required: true, offerValidFor: { days: 1 }, payWithin: { days: 1 }, readingTime_seconds: 1, clauses: ['payout'] } }, 'pack.yaml: stages.settlement: stands there exactly when settlement.required'],
    ['no last rule for the rest', 'review.yaml', ({ automaticReview }) => { automaticReview.pop() }, 'review.yaml: automaticReview.4.when: the last rule must have no condition'],
    ['a rule that hides the others', 'review.yaml', ({ automaticReview }) => { delete automaticReview[0].when }, 'review.yaml: automaticReview.0.when: only the last rule may have no condition'],
    ['a reason named twice', 'reasons.yaml', ({ reasons }) => { reasons.push(reasons[0]) }, 'reasons.yaml: reasons: NOT_DELIVERED stands there twice'],
    ['a ladder with a missing rung', 'pack.yaml', ({ escalation }) => { escalation[1].level = 3 }, 'pack.yaml: escalation.1.level: must be 2'],
    ['another id than its directory', 'pack.yaml', (pack) => { pack.id = 'other' }, 'pack.yaml: id: is other, but its directory is called food-delivery'],
    ['another version than its directory', 'pack.yaml', (pack) => { pack.version = '1.0.1' }, 'pack.yaml: version: is 1.0.1, but its directory is called 1.0.0'],
    ['a key in two files', 'reasons.yaml', (reasons) => { reasons.stages = {} }, 'reasons.yaml: stages: stands in pack.yaml too'],
  ])('%s', (_name, file, change, message) => {
    const directory = withChange('food-delivery', file, change)
    expect(() => loadPolicyPacks(directory)).toThrow(PolicyDataError)
    expect(() => loadPolicyPacks(directory)).toThrow(message)
    expect(() => loadPolicyPacks(directory)).toThrow(join(directory, 'food-delivery', '1.0.0'))
  })

  it.each<[string, (content: Content) => void, string]>([
    ['a row of the plan is missing', ({ plan }) => plan.stages.pop(), 'plan.yaml: plan.stages: the stage second-development is missing'],
    ['a row has no accountable role', ({ plan }) => delete plan.stages[0].role, 'plan.yaml: plan.stages.0.role: is missing'],
    ['a task follows one that comes later', ({ plan }) => { plan.tasks[0].after = 'survey-1-month' }, 'plan.yaml: plan.tasks.0.after: no task survey-1-month stands before this one'],
    ['a severity has no limit', ({ plan }) => delete plan.problems.ADVERSE_EVENT, 'plan.yaml: plan.problems.ADVERSE_EVENT: is missing'],
    ['a recommendation is for an unknown project', ({ plan }) => { plan.recommendations[0].project = 'x' }, 'plan.yaml: plan.recommendations.0.project: there is no guidance for x'],
  ])('a care plan where %s', (_name, change, message) => {
    expect(() => loadPolicyPacks(withChange('light-aesthetics-care', 'plan.yaml', change))).toThrow(message)
  })

  it.each<[string, string, (content: Content) => void, string]>([
    ['a machine approves', 'review.yaml', ({ automaticReview }) => { automaticReview[0].verdict = 'APPROVE' }, 'review.yaml: automaticReview.0.verdict: must be REFER'],
    ['the agreement prints a clause that is not there', 'pack.yaml', ({ settlement }) => { settlement.clauses = ['payout', 'x'] }, 'pack.yaml: settlement.clauses.1: there is no clause x'],
    ['a remedy stands twice', 'review.yaml', ({ remedies }) => { remedies.push(remedies[0]) }, 'review.yaml: remedies: TOP_UP stands there twice'],
  ])('a pack that negotiates where %s', (_name, file, change, message) => {
    expect(() => loadPolicyPacks(withChange('clinic-aesthetics', file, change))).toThrow(message)
  })

  it('says so when the directory is not there or empty', () => {
    expect(() => loadPolicyPacks(join(scratch, 'nowhere'))).toThrow('nowhere cannot be read: give the directory of the policy data')
    expect(() => loadPolicyPacks(mkdtempSync(join(scratch, 'empty-')))).toThrow('holds no policy pack: expected <id>/<version>/pack.yaml')
  })

  it('says so when a file is not YAML', () => {
    const directory = withChange('retail', 'pack.yaml', () => undefined)
    writeFileSync(join(directory, 'retail', '1.0.0', 'pack.yaml'), 'id: [')
    expect(() => loadPolicyPacks(directory)).toThrow('pack.yaml is not well-formed YAML')
    writeFileSync(join(directory, 'retail', '1.0.0', 'pack.yaml'), '- a')
    expect(() => loadPolicyPacks(directory)).toThrow('pack.yaml must be a mapping of keys to values')
  })
})

describe('calendar files', () => {
  const calendarWith = (content: string): string => {
    const directory = mkdtempSync(join(scratch, 'calendar-'))
    writeFileSync(join(directory, 'cn-2030.yaml'), content)
    return directory
  }
  const head = 'year: 2030\nsource: notice\nsourceUrl: https://example.org/\n'

  it('need a source', () => {
    expect(() => loadCalendar(calendarWith('year: 2030\nholidays: [{ name: a, from: 2030-01-01, to: 2030-01-01 }]\nmakeUpWorkdays: []'))).toThrow('cn-2030.yaml is refused:\n  source: is missing')
  })

  it('hold days of their own year only', () => {
    expect(() => loadCalendar(calendarWith(`${head}holidays: [{ name: a, from: 2029-12-31, to: 2030-01-01 }]\nmakeUpWorkdays: []`))).toThrow('2029-12-31 do not lie in 2030')
  })
})

const textsIn = (value: unknown): { en: string, 'zh-CN': string }[] => {
  if (typeof value !== 'object' || value === null) return []
  return 'zh-CN' in value ? [value as { en: string, 'zh-CN': string }] : Object.values(value).flatMap(textsIn)
}
