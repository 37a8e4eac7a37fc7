import { clientFor } from '../context.js'
import { neededFlag, stringFlag, type CliCommand } from '../command.js'
import { EXIT } from '../errors.js'
import { importFiles, type ImportSummary } from '../import/import-files.js'

export const importCommand: CliCommand = {
  name: 'import',
  usage: 'import --orders FILE --cancellations FILE [--pack PACK] [--reason CODE] [--currency CODE] [--no-wait]',
  summary: 'record orders and open a refund case per cancellation from CSV files, and wait until all are closed; repeating it changes nothing',
  flags: {
    orders: { type: 'string' }, cancellations: { type: 'string' }, pack: { type: 'string' }, reason: { type: 'string' }, currency: { type: 'string' }, 'no-wait': { type: 'boolean' },
  },
  patience_s: 60,
  run: async (context, { flags }) => {
    const request = {
      orders: neededFlag(flags, 'orders', 'orders.csv'),
      cancellations: neededFlag(flags, 'cancellations', 'cancellations.csv'),
      pack: stringFlag(flags, 'pack') ?? 'retail',
      reason: stringFlag(flags, 'reason') ?? 'CANCELLED',
      currency: stringFlag(flags, 'currency'),
      patience_ms: context.patience_ms,
    }
    const intake = clientFor(context, 'intake', 'importer')
    const followUp = flags['no-wait'] === true ? undefined : { audit: clientFor(context, 'audit', 'auditor'), analytics: clientFor(context, 'analytics', 'auditor') }
    const summary = await importFiles(request, { intake, followUp }, context.progress)
    context.result(summary, described(summary))
    return summary.faults.length === 0 ? EXIT.ok : EXIT.failed
  },
}

const described = ({ orders, cancellations, cases, faults, seconds }: ImportSummary): string => [
  ...faults.map(({ file, line, code, message }) => `${file}:${line}: ${code}: ${message}`),
  `orders:        ${sentence(orders)}`,
  `cancellations: ${sentence(cancellations)}`,
  ...(cases ? [`cases:         ${cases.closed} closed, ${cases.open} open`] : []),
  `${seconds} s`,
].join('\n')

const sentence = ({ read, recorded, repeated, rejected }: ImportSummary['orders']): string => `${read} read, ${recorded} recorded, ${repeated} known before, ${rejected} rejected`
