import { defineProjection } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { NO_ROUND, spotCheckDecider, spotCheckEvents, type SpotCheck } from '@recourse/spot-check'

/** One row per round, folded by the decider's own `evolve`. */
export const spotCheckProjection = defineProjection({
  name: 'spot_check',
  version: 1,
  events: spotCheckEvents,
  columns: {
    tenant: 'text', round_id: 'text', version: 'integer', status: 'text', period_from: 'timestamptz', period_to: 'timestamptz', committed_at: 'timestamptz',
    drawn: 'integer', checked: 'integer', findings: 'integer', open_actions: 'integer', state: 'jsonb',
  },
  key: ['tenant', 'round_id'],
  indexes: [['committed_at']],
  reduce: (rows, event) => {
    const { tenant, id } = parseStreamName(event.stream)
    const round = spotCheckDecider.evolve((rows.get(tenant, id)?.state as SpotCheck | undefined) ?? NO_ROUND, event)
    if (round.status === 'none') throw new Error(`${event.stream} does not begin with SpotCheckCommitted`)
    const checks = Object.values(round.checks)
    rows.put({
      tenant, round_id: id, version: event.version, status: round.status, period_from: round.period.from, period_to: round.period.to, committed_at: round.committedAt,
      drawn: checks.length, checked: checks.filter(({ ok }) => ok !== undefined).length, findings: checks.filter(({ ok }) => ok === false).length,
      open_actions: Object.values(round.actions).filter(({ status }) => status !== 'verified').length, state: round,
    })
  },
})
