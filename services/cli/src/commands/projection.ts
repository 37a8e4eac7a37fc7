import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CliCommand } from '../command.js'
import { CommandFailed, EXIT } from '../errors.js'
import { listOf, operations, type ConsumerRow, type RebuildProgress } from '../operations.js'
import { table } from '../output/table.js'

const projectionList: CliCommand = {
  name: 'projection list',
  usage: 'projection list',
  summary: 'the views and how far each is behind the event log',
  run: async (context) => {
    const projections = (await listOf<ConsumerRow>(operations(context, 'admin'), '/operations/consumers')).filter(({ kind }) => kind === 'projection')
    const rows = projections.map(({ consumer, generation, events, lag_seconds, quarantined, holder }) => [consumer, generation, events, lag_seconds, quarantined, holder])
    context.result(projections, table(['projection', 'generation', 'events', 'lag_seconds', 'quarantined', 'worked on by'], rows))
    return EXIT.ok
  },
}

const projectionRebuild: CliCommand = {
  name: 'projection rebuild',
  usage: 'projection rebuild NAME',
  summary: 'build a view anew from all events beside the old one, compare, switch over',
  positionals: ['NAME'],
  run: async (context, { positionals: [name] }) => {
    const door = operations(context, 'admin')
    const views = (await listOf<ConsumerRow>(door, '/operations/consumers')).filter(({ kind }) => kind === 'projection')
    const view = views.find(({ consumer }) => consumer === name)
    if (!view) throw new CommandFailed(`there is no projection ${name}; there is ${views.map(({ consumer }) => consumer).join(', ')}`)
    let rebuild = await door.post<RebuildProgress>(`/operations/projections/${encodeURIComponent(view.consumer)}/rebuild`, {}, randomUUID())
    context.progress.begin(`rebuilding ${view.consumer}, events:`, view.events)
    while (rebuild.status === 'requested' || rebuild.status === 'running') {
      await sleep(200)
      rebuild = await door.get<RebuildProgress>(`/operations/rebuilds/${encodeURIComponent(rebuild.id)}`)
      context.progress.update(Math.min(rebuild.events, view.events))
    }
    context.result(rebuild, described(rebuild))
    return rebuild.status === 'switched' ? EXIT.ok : EXIT.failed
  },
}

export const projectionCommands = [projectionList, projectionRebuild]

const described = ({ projection, status, comparison, error }: RebuildProgress): string => {
  if (status === 'failed') return `${projection}: the rebuild failed, the old view stays: ${error ?? 'see the log of the service'}`
  if (!comparison) return `${projection}: rebuilt; not compared, because its definition changed`
  return `${projection}: rebuilt, ${comparison.equal ? `equal to the old view (${comparison.rows_after} rows)` : `${comparison.rows_differing} rows differ from the old view`}`
}
