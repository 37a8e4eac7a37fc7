import { expect } from '@jest/globals'
import { eventually } from './eventually.js'
import { onlineRetail } from './fixture.js'
import { faultsIn } from './invariants.js'
import type { Finished, System } from './system.js'

export const importFixture = (system: System): Promise<Finished> =>
  system.recourse('import', '--orders', onlineRetail.orders, '--cancellations', onlineRetail.cancellations, '--json')

/** How many events of a type there are. */
export const countOf = async (system: System, type: string): Promise<number> => {
  const { rows } = await system.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM event WHERE type = $1', [type])
  return rows[0]!.count
}

/** The events of the log, waited for. */
export const untilRecorded = (system: System, type: string, least: number): Promise<unknown> =>
  eventually(`${least} × ${type}`, async () => (await countOf(system, type)) >= least, 60_000)

/** The table exact, every case paid and closed, the channel's ledger equal, every invariant true. */
export const expectExactBooks = async (system: System): Promise<void> => {
  await system.settled()
  const { code, stdout } = await system.recourse('metrics', 'monthly', '--json')
  expect({ code, monthly: JSON.parse(stdout) }).toEqual({ code: 0, monthly: onlineRetail.monthly })
  expect(await faultsIn(system)).toEqual([])
  expect(await countOf(system, 'OrderRecorded')).toBe(onlineRetail.orderCount)
  const { rows } = await system.pool.query(`SELECT phase, outcome, count(*)::int AS count FROM refund_case GROUP BY 1, 2`)
  expect(rows).toEqual([{ phase: 'closed', outcome: 'paid', count: onlineRetail.cancellationCount }])
  const ledger = await system.pool.query<{ moved_minor: number }>(
    `SELECT sum(amount_minor)::int AS moved_minor FROM sandbox_channel.movement JOIN sandbox_channel.refund USING (out_refund_no) WHERE direction = 'out'`,
  )
  expect(ledger.rows[0]!.moved_minor).toBe(onlineRetail.monthly.reduce((sum, { refunded_minor }) => sum + Number(refunded_minor), 0))
}
