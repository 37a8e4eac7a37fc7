import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isWeekend, WorkingCalendar, type CalendarYear } from './calendar.js'
import { addDays } from './working-days.js'
import { entriesOf, faultsOf, PolicyDataError, readYaml, shippedDirectory } from './yaml-directory.js'

const notice = { source: z.string().min(1), sourceUrl: z.url() }
const calendarSchema = z.strictObject({
  year: z.int(),
  ...notice,
  /** Notices that changed the first one, or that take days of this year for a holiday of the next. */
  amendments: z.array(z.strictObject(notice)).optional(),
  holidays: z.array(z.strictObject({ name: z.string().min(1), from: z.iso.date(), to: z.iso.date() })).min(1),
  makeUpWorkdays: z.array(z.iso.date()),
})

/**
 * The shipped years and those of `additional`, a directory of `cn-<year>.yaml` files; a year that stands there too replaces the shipped one.
 * @throws PolicyDataError naming file and place.
 */
export const loadCalendar = (additional?: string): WorkingCalendar =>
  additional === undefined ? (shippedCalendar ??= readCalendar([shippedDirectory('calendars')])) : readCalendar([shippedDirectory('calendars'), additional])

/** Read once: it never changes while the program runs. */
let shippedCalendar: WorkingCalendar | undefined

const readCalendar = (directories: readonly string[]): WorkingCalendar =>
  new WorkingCalendar(directories.flatMap((directory) => entriesOf(directory, 'yaml').map((file) => loadYear(directory, file))))

const loadYear = (directory: string, file: string): CalendarYear => {
  const parsed = calendarSchema.safeParse(readYaml(directory, file), { reportInput: true })
  if (!parsed.success) throw new PolicyDataError(`${join(directory, file)} is refused:\n${faultsOf(parsed.error).map(({ text }) => `  ${text}`).join('\n')}`)
  const { year, makeUpWorkdays } = parsed.data
  const holidays = parsed.data.holidays.flatMap(({ name, from, to }) => daysBetween(from, to).map((day) => [day, name] as const))
  const fault = faultOf(file, year, holidays.map(([day]) => day), makeUpWorkdays)
  if (fault) throw new PolicyDataError(`${join(directory, file)}: ${fault}`)
  return { year, version: versionOf(directory, file), holidays: new Map(holidays), makeUpWorkdays: new Set(makeUpWorkdays) }
}

/** What no schema of single values sees. */
const faultOf = (file: string, year: number, holidays: readonly string[], makeUpWorkdays: readonly string[]): string | undefined => {
  if (file !== `cn-${year}.yaml`) return `holds ${year}; call it cn-${year}.yaml`
  const foreign = [...holidays, ...makeUpWorkdays].filter((day) => !day.startsWith(`${year}-`))
  if (foreign.length > 0) return `${foreign.join(', ')} do not lie in ${year}; move them to the file of their year`
  const twice = [...holidays, ...makeUpWorkdays].filter((day, index, days) => days.indexOf(day) !== index)
  if (twice.length > 0) return `${twice.join(', ')} stand there twice; a day is off or worked once`
  const weekdays = makeUpWorkdays.filter((day) => !isWeekend(day))
  return weekdays.length > 0 ? `${weekdays.join(', ')} are no weekend days, so they need no making up; correct makeUpWorkdays` : undefined
}

const versionOf = (directory: string, file: string): string =>
  `${file.replace('.yaml', '')}@${createHash('sha256').update(readFileSync(join(directory, file))).digest('hex').slice(0, 8)}`

const daysBetween = (from: string, to: string): string[] => {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
