import { join } from 'node:path'
import { z } from 'zod'
import { WorkingCalendar, type CalendarYear } from './calendar.js'
import { addDays } from './working-days.js'
import { entriesOf, faultsOf, PolicyDataError, readYaml, shippedDirectory } from './yaml-directory.js'

const calendarSchema = z.strictObject({
  year: z.int(),
  source: z.string().min(1),
  sourceUrl: z.url(),
  holidays: z.array(z.strictObject({ name: z.string().min(1), from: z.iso.date(), to: z.iso.date() })).min(1),
  makeUpWorkdays: z.array(z.iso.date()),
})

/** Reads every `cn-<year>.yaml` of a directory. @throws PolicyDataError naming file and place. */
export const loadCalendar = (directory: string = shippedDirectory('calendars')): WorkingCalendar =>
  new WorkingCalendar(entriesOf(directory, 'yaml').map((file) => loadYear(directory, file)))

const loadYear = (directory: string, file: string): CalendarYear => {
  const parsed = calendarSchema.safeParse(readYaml(directory, file), { reportInput: true })
  if (!parsed.success) throw new PolicyDataError(`${join(directory, file)} is refused:\n${faultsOf(parsed.error).map(({ text }) => `  ${text}`).join('\n')}`)
  const { year, holidays, makeUpWorkdays } = parsed.data
  const days = holidays.flatMap(({ from, to }) => daysBetween(from, to))
  const foreign = [...days, ...makeUpWorkdays].filter((day) => !day.startsWith(`${year}-`))
  if (foreign.length > 0) throw new PolicyDataError(`${join(directory, file)}: ${foreign.join(', ')} do not lie in ${year}; move them to the file of their year`)
  return { year, holidays: new Set(days), makeUpWorkdays: new Set(makeUpWorkdays) }
}

const daysBetween = (from: string, to: string): string[] => {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
