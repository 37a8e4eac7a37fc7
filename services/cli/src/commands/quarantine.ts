import { randomUUID } from 'node:crypto'
import { clientFor, type Context } from '../context.js'
import { neededFlag, type CliCommand } from '../command.js'
import { EXIT } from '../errors.js'
import { fromEveryService, theOne, type InService, type QuarantineRow } from '../operations.js'
import { table } from '../output/table.js'

const quarantineList: CliCommand = {
  name: 'quarantine list',
  usage: 'quarantine list',
  summary: 'events that a consumer could not get past; only their own case waits',
  run: async (context) => {
    const rows = await list(context)
    const cells = rows.map(({ id, service, consumer, stream, version, eventType, attempts, status, error }) => [id, service, consumer, `${stream}@${version}`, eventType, attempts, status, error])
    context.result(rows, rows.length === 0 ? 'Nothing is quarantined.' : table(['id', 'service', 'consumer', 'event', 'type', 'attempts', 'status', 'error'], cells))
    return EXIT.ok
  },
}

const quarantineRetry: CliCommand = {
  name: 'quarantine retry',
  usage: 'quarantine retry ID',
  summary: 'try the event again, once its cause is repaired',
  positionals: ['ID'],
  run: (context, { positionals: [id] }) => decide(context, id!, 'retry', {}),
}

const quarantineSkip: CliCommand = {
  name: 'quarantine skip',
  usage: 'quarantine skip ID --reason TEXT',
  summary: 'leave the event out for this consumer; the reason is recorded',
  positionals: ['ID'],
  flags: { reason: { type: 'string' } },
  run: (context, { flags, positionals: [id] }) => decide(context, id!, 'skip', { reason: neededFlag(flags, 'reason', '"why it may be left out"') }),
}

export const quarantineCommands = [quarantineList, quarantineRetry, quarantineSkip]

const list = (context: Context): Promise<InService<QuarantineRow>[]> => fromEveryService<QuarantineRow>(context, 'admin', '/operations/quarantine')

const decide = async (context: Context, id: string, action: 'retry' | 'skip', body: object) => {
  const { service } = theOne(await list(context), (row) => row.id, id, 'quarantined event')
  const answer = await clientFor(context, service, 'admin').post(`/operations/quarantine/${encodeURIComponent(id)}/${action}`, body, randomUUID())
  context.result(answer, action === 'retry' ? `${id}: ${service} tries it again; see \`recourse quarantine list\`` : `${id}: skipped`)
  return EXIT.ok
}
