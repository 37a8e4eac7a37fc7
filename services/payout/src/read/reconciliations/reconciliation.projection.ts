import { defineProjection } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { isSettled, NOT_RECONCILED, openDifferences, reconciliationDecider, reconciliationEvents, type Reconciliation } from '@recourse/reconciliation'

/** One row per reconciled day of a channel, folded by the decider's own `evolve`. */
export const reconciliationProjection = defineProjection({
  name: 'reconciliation',
  version: 1,
  events: reconciliationEvents,
  columns: {
    tenant: 'text', reconciliation_id: 'text', version: 'integer', channel: 'text', day: 'text', run: 'integer', completed_at: 'timestamptz',
    ours: 'integer', theirs: 'integer', matched: 'integer', open: 'integer', settled: 'boolean', state: 'jsonb',
  },
  key: ['tenant', 'reconciliation_id'],
  indexes: [['day'], ['channel', 'day']],
  reduce: (rows, event) => {
    const { tenant, id } = parseStreamName(event.stream)
    const day = reconciliationDecider.evolve((rows.get(tenant, id)?.state as Reconciliation | undefined) ?? NOT_RECONCILED, event)
    if (day.status === 'none') throw new Error(`${event.stream} does not begin with ReconciliationCompleted`)
    const { run, at, counts: { ours, theirs, matched, unlisted } } = day.run
    rows.put({
      tenant, reconciliation_id: id, version: event.version, channel: day.channel, day: day.day, run, completed_at: at,
      ours, theirs, matched, open: openDifferences(day).length + unlisted, settled: isSettled(day), state: day,
    })
  },
})
