import { afterAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCalendar } from './index.js'

const scratch = mkdtempSync(join(tmpdir(), 'recourse-calendars-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const directoryWith = (content: string, file = 'cn-2030.yaml'): string => {
  const directory = mkdtempSync(join(scratch, 'calendar-'))
  writeFileSync(join(directory, file), content)
  return directory
}
const year = (rest: string, of = 2030) => `year: ${of}\nsource: a notice\nsourceUrl: https://example.org/notice\n${rest}`
const NEW_YEAR = 'holidays: [{ name: 元旦, from: 2030-01-01, to: 2030-01-01 }]\n'

describe('a directory of further years', () => {
  it('adds one without a release', () => {
    const calendar = loadCalendar(directoryWith(year(`${NEW_YEAR}makeUpWorkdays: [2030-01-05]`)))
    expect(calendar.workday('2030-01-01')).toEqual({
      kind: 'holiday', works: false, name: '元旦', provisional: false, calendarVersion: expect.stringMatching(/^cn-2030@[0-9a-f]{8}$/),
    })
    expect(calendar.workday('2030-01-05')).toMatchObject({ kind: 'make-up', works: true })
    expect(calendar.versions()).toHaveLength(loadCalendar().versions().length + 1)
  })

  it('corrects a shipped year, under another version', () => {
    const corrected = directoryWith(year('holidays: [{ name: 元旦, from: 2026-01-01, to: 2026-01-01 }]\nmakeUpWorkdays: []', 2026), 'cn-2026.yaml')
    expect(loadCalendar(corrected).workday('2026-01-02').works).toBe(true)
    expect(loadCalendar(corrected).versions()).not.toEqual(loadCalendar().versions())
  })

  it.each([
    [
      'days of another year', year('holidays: [{ name: a, from: 2029-12-31, to: 2030-01-01 }]\nmakeUpWorkdays: []'),
      'cn-2030.yaml: 2029-12-31 do not lie in 2030',
    ],
    ['a make-up day in the week', year(`${NEW_YEAR}makeUpWorkdays: [2030-01-07]`), 'cn-2030.yaml: 2030-01-07 are no weekend days'],
    [
      'a day that is off and worked', year('holidays: [{ name: a, from: 2030-01-05, to: 2030-01-05 }]\nmakeUpWorkdays: [2030-01-05]'),
      'cn-2030.yaml: 2030-01-05 stand there twice',
    ],
    [
      'another year than its name says', year('holidays: [{ name: a, from: 2031-01-01, to: 2031-01-01 }]\nmakeUpWorkdays: []', 2031),
      'cn-2030.yaml: holds 2031; call it cn-2031.yaml',
    ],
    ['an amendment without its address', year(`amendments: [{ source: a }]\n${NEW_YEAR}makeUpWorkdays: []`), 'amendments.0.sourceUrl: is missing'],
  ])('is refused with %s', (_, content, message) => {
    expect(() => loadCalendar(directoryWith(content))).toThrow(message)
  })
})
