import { randomUUID } from 'node:crypto'
import type { Context } from '../context.js'
import { neededFlag, type CliCommand } from '../command.js'
import { EXIT, type ExitCode } from '../errors.js'
import { listOf, operations, type QuarantineRow } from '../operations.js'
import { table } from '../output/table.js'

const quarantineList: CliCommand = {
  name: 'quarantine list',
  usage: 'quarantine list',
  summary: 'events that a consumer could not get past; only their own case waits',
  run: async (context) => {
    const rows = await listOf<QuarantineRow>(operations(context, 'admin'), '/operations/quarantine')
    const cells = rows.map(({ id, consumer, stream, version, event_type, attempts, status, error }) => [id, consumer, `${stream}@${version}`, event_type, attempts, status, error])
    context.result(rows, rows.length === 0 ? 'Nothing is quarantined.' : table(['id', 'consumer', 'event', 'type', 'attempts', 'status', 'error'], cells))
    return EXIT.ok
  },
}

const quarantineRetry: CliCommand = {
  name: 'quarantine retry',
  usage: 'quarantine retry ID',
  summary: 'try the event again, once its cause is repaired',
  positionals: ['ID'],
  run: (context, { positionals: [id] }) => decide(context, id!, 'retry', {}, 'it is tried again; see `recourse quarantine list`'),
}

const quarantineSkip: CliCommand = {
  name: 'quarantine skip',
  usage: 'quarantine skip ID --reason TEXT',
  summary: 'leave the event out for this consumer; the reason is recorded',
  positionals: ['ID'],
  flags: { reason: { type: 'string' } },
  run: (context, { flags, positionals: [id] }) => decide(context, id!, 'skip', { reason: neededFlag(flags, 'reason', '"why it may be left out"') }, 'skipped'),
}

export const quarantineCommands = [quarantineList, quarantineRetry, quarantineSkip]

const decide = async (context: Context, id: string, action: 'retry' | 'skip', body: object, done: string): Promise<ExitCode> => {
  const answer = await operations(context, 'admin').post(`/operations/quarantine/${encodeURIComponent(id)}/${action}`, body, randomUUID())
  context.result(answer, `${id}: ${done}`)
  return EXIT.ok
}
