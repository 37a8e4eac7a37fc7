import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { clientFor, type Context } from '../context.js'
import type { CliCommand } from '../command.js'
import { CommandFailed, EXIT } from '../errors.js'
import { fromEveryService, theOne, type InService, type ProjectionRow, type Rebuild } from '../operations.js'
import { table } from '../output/table.js'

const projectionList: CliCommand = {
  name: 'projection list',
  usage: 'projection list',
  summary: 'the views of every service and how far they are',
  run: async (context) => {
    const projections = await list(context)
    const rows = projections.map(({ service, name, generation, rows, lag_events, rebuild }) => [service, name, generation, rows, lag_events, rebuild && progressOf(rebuild)])
    context.result(projections, table(['service', 'projection', 'generation', 'rows', 'lag_events', 'rebuild'], rows))
    return EXIT.ok
  },
}

const projectionRebuild: CliCommand = {
  name: 'projection rebuild',
  usage: 'projection rebuild NAME',
  summary: 'build a view anew from all events beside the old one, compare, switch over',
  positionals: ['NAME'],
  run: async (context, { positionals: [name] }) => {
    const { service, name: projection } = theOne(await list(context), (item) => item.name, name!, 'projection')
    await clientFor(context, service, 'admin').post(`/operations/projections/${encodeURIComponent(projection)}/rebuild`, {}, randomUUID())
    const rebuild = await untilDone(context, service, projection)
    const { status, comparison } = rebuild
    context.result({ service, name: projection, ...rebuild }, status === 'done' ? `${projection}: rebuilt, ${described(comparison)}` : `${projection}: the rebuild failed: ${rebuild.error ?? 'see the log of the service'}`)
    return status === 'done' ? EXIT.ok : EXIT.failed
  },
}

export const projectionCommands = [projectionList, projectionRebuild]

const list = (context: Context): Promise<InService<ProjectionRow>[]> => fromEveryService<ProjectionRow>(context, 'admin', '/operations/projections')

const untilDone = async (context: Context, service: InService<ProjectionRow>['service'], name: string): Promise<Rebuild> => {
  let total: number | undefined
  for (;; await sleep(200)) {
    const { items } = await clientFor(context, service, 'admin').get<{ items: ProjectionRow[] }>('/operations/projections')
    const rebuild = items.find((item) => item.name === name)?.rebuild
    if (!rebuild) throw new CommandFailed(`${service} no longer speaks of a rebuild of ${name}: see \`recourse projection list\``)
    if (rebuild.total_events !== total) context.progress.begin(`rebuilding ${name}:`, total = rebuild.total_events)
    context.progress.update(rebuild.done_events)
    if (rebuild.status !== 'running') return rebuild
  }
}

const described = (comparison: Rebuild['comparison']): string => {
  if (!comparison) return 'not compared with the old view'
  return comparison.equal ? 'equal to the old view' : `${comparison.differingRows} rows differ from the old view`
}

const progressOf = ({ status, done_events, total_events }: Rebuild): string => (status === 'running' ? `${done_events} of ${total_events}` : status)
