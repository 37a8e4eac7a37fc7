import { join } from 'node:path'
import { z } from 'zod'
import type { Day } from './calendar.js'
import type { PrepaidRates } from './prepaid/input.js'
import { entriesOf, faultsOf, PolicyDataError, readYaml, shippedDirectory } from './yaml-directory.js'

const words = z.string().trim().min(1)
const rateTable = z.strictObject({
  id: z.enum(['lpr-1y', 'pboc-deposit-1y']),
  title: z.strictObject({ en: words, 'zh-CN': words }),
  publisher: words,
  sources: z.array(z.url()).min(1),
  /** Last day of which the rate is known; later days have none until somebody adds them. */
  knownUntil: z.iso.date(),
  rates: z.array(z.strictObject({ from: z.iso.date(), rate_bp: z.int().nonnegative() })).min(1),
})
export type RateTable = Readonly<z.infer<typeof rateTable>>

/** The rate in force on a day, in basis points, or undefined when the table does not reach to it. */
export const rateOn = ({ rates, knownUntil }: RateTable, day: Day): number | undefined =>
  day > knownUntil ? undefined : rates.findLast(({ from }) => from <= day)?.rate_bp

/** Published interest rates by day: `libs/policy/rates`. */
export class RateTables {
  private readonly tables: ReadonlyMap<string, RateTable>

  constructor(tables: readonly RateTable[]) {
    this.tables = new Map(tables.map((table) => [table.id, table]))
  }

  /** What the law may ask for of a contract concluded on that day; a rate that no table knows is absent. */
  on(day: Day): PrepaidRates {
    const [lpr1y_bp, deposit1y_bp] = (['lpr-1y', 'pboc-deposit-1y'] as const).map((id) => rateOn(this.tables.get(id)!, day))
    return { ...(lpr1y_bp === undefined ? {} : { lpr1y_bp }), ...(deposit1y_bp === undefined ? {} : { deposit1y_bp }) }
  }
}

/** Reads every table of a directory, or those that ship with the program. @throws PolicyDataError naming file and place. */
export const loadRates = (directory?: string): RateTables =>
  directory === undefined ? (shippedRates ??= readRates(shippedDirectory('rates'))) : readRates(directory)

/** Read once: they never change while the program runs. */
let shippedRates: RateTables | undefined

const readRates = (directory: string): RateTables => {
  const tables = entriesOf(directory, 'yaml').map((file) => loadTable(directory, file))
  const missing = rateTable.shape.id.options.filter((id) => !tables.some((table) => table.id === id))
  if (missing.length > 0) throw new PolicyDataError(`${directory} lacks the rate table ${missing.join(', ')}: add <id>.yaml`)
  return new RateTables(tables)
}

const loadTable = (directory: string, file: string): RateTable => {
  const parsed = rateTable.safeParse(readYaml(directory, file), { reportInput: true })
  if (!parsed.success) throw new PolicyDataError(`${join(directory, file)} is refused:\n${faultsOf(parsed.error).map(({ text }) => `  ${text}`).join('\n')}`)
  const { id, rates, knownUntil } = parsed.data
  if (file !== `${id}.yaml`) throw new PolicyDataError(`${join(directory, file)}: id: is ${id}; the file must be called ${id}.yaml`)
  const unordered = rates.find(({ from }, index) => index > 0 && from <= rates[index - 1]!.from)
  if (unordered) throw new PolicyDataError(`${join(directory, file)}: rates: ${unordered.from} stands after a later day; order them by day`)
  if (knownUntil < rates.at(-1)!.from) throw new PolicyDataError(`${join(directory, file)}: knownUntil: lies before the last rate (${rates.at(-1)!.from})`)
  return parsed.data
}
