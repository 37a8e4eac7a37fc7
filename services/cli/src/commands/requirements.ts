import { stringFlag, type CliCommand } from '../command.js'
import { EXIT, UsageError } from '../errors.js'
import { proveRows, type ProvenRow } from '../requirements/proofs.js'
import { checkoutOf, readRows } from '../requirements/rows.js'

/** The scope whose rows must be proved. */
const IN_SCOPE = 'flow'

export const requirements: CliCommand = {
  name: 'requirements',
  usage: 'requirements [--missing] [--row ID]',
  summary: `every requirement with the tests that name it; exit 1 when one of scope ${IN_SCOPE} has none (in a checkout)`,
  flags: { missing: { type: 'boolean' }, row: { type: 'string' } },
  run: async (context, { flags }) => {
    const checkout = checkoutOf(import.meta.dirname)
    const rows = await proveRows(checkout, readRows(checkout))
    const id = stringFlag(flags, 'row')
    if (id !== undefined && !rows.some((row) => row.id === id)) throw new UsageError(`there is no row ${id}`)
    const asked = rows.filter((row) => (id === undefined || row.id === id) && (flags.missing !== true || isMissing(row)))
    const missing = rows.filter((row) => isMissing(row) && (id === undefined || row.id === id))
    context.result({ rows: asked, missing: missing.map((row) => row.id) }, [...asked.map(described), '', verdict(missing)].join('\n'))
    return missing.length === 0 ? EXIT.ok : EXIT.failed
  },
}

const isMissing = ({ scope, tests }: ProvenRow): boolean => scope === IN_SCOPE && tests.length === 0

const described = (row: ProvenRow): string => {
  const { id, scope, text, note, tests } = row
  const head = `${id.padEnd(5)} ${scope.padEnd(12)} ${text}${note ? ` (${note})` : ''}`
  const found = isMissing(row) ? ['NO TEST NAMES IT'] : tests.map(({ file, line, title }) => `${file}:${line}  ${title}`)
  return [head, ...found.map((line) => `${' '.repeat(8)}${line}`)].join('\n')
}

const verdict = (missing: readonly ProvenRow[]): string => (missing.length === 0
  ? `Every row of scope ${IN_SCOPE} is named by a test.`
  : `${missing.length} of scope ${IN_SCOPE} without a test: ${missing.map(({ id }) => id).join(', ')}`)
