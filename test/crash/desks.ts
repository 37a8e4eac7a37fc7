import { randomUUID } from 'node:crypto'
import { eventually } from '@recourse/test-support'
import { caseOf, dayAgo } from '@recourse/test-support/cases'
import type { System } from '@recourse/test-support/system'
import { AMOUNT_minor, insist, openCase, received, serial, WITHIN_ms, type Case } from './cases.js'

const YESTERDAY = `(date_trunc('day', now() AT TIME ZONE 'Asia/Shanghai') - interval '12 hours') AT TIME ZONE 'Asia/Shanghai'`

/** Yesterday's statement lacks one payout, has another amount of a second, and a line that nobody knows: each is found once, however often it is compared. */
export const reconciled = async (system: System): Promise<void> => {
  const [lacking, differing] = [await paidYesterday(system), await paidYesterday(system)]
  const stranger = `stranger-${serial()}`
  const { pool } = system
  await pool.query(`DELETE FROM sandbox_channel.movement WHERE out_refund_no = $1`, [numberOf(lacking)])
  await pool.query(`UPDATE sandbox_channel.refund SET amount_minor = amount_minor - 1 WHERE out_refund_no = $1`, [numberOf(differing)])
  await pool.query(`INSERT INTO sandbox_channel.refund SELECT $1, payment_reference, 1, currency, $1, status, NULL, NULL, 0, NULL, created_at, changed_at
    FROM sandbox_channel.refund WHERE out_refund_no = $2`, [stranger, numberOf(differing)])
  await pool.query(`INSERT INTO sandbox_channel.movement (out_refund_no, direction, at) VALUES ($1, 'out', ${YESTERDAY})`, [stranger])

  const compare = (): Promise<{ id: string }> => insist(system.as('finance-maker'), '/reconciliations', { channel: 'sandbox', day: dayAgo(1) })
  const { id } = await compare()
  await compare()
  const found = (await differencesIn(system, id)).filter(({ outRefundNo }) => [numberOf(lacking), numberOf(differing), stranger].includes(outRefundNo))
  const kinds = found.map(({ kind }) => kind).toSorted().join(' ')
  if (kinds !== 'differing ours-only theirs-only') throw new Error(`differences were found otherwise than once each: ${kinds}`)
  const { no } = found.find(({ outRefundNo }) => outRefundNo === stranger)!
  await insist(system.as('finance-checker'), `/reconciliations/${id}/differences/${no}/resolution`, { how: 'CHANNEL_ERROR', reason: 'VOUCHER 1' })

  await pool.query(`DELETE FROM sandbox_channel.movement WHERE out_refund_no = $1`, [stranger])
  await pool.query(`DELETE FROM sandbox_channel.refund WHERE out_refund_no = $1`, [stranger])
  await pool.query(`UPDATE sandbox_channel.refund SET amount_minor = $2 WHERE out_refund_no = $1`, [numberOf(differing), AMOUNT_minor])
  await pool.query(`INSERT INTO sandbox_channel.movement (out_refund_no, direction, at) VALUES ($1, 'out', ${YESTERDAY})`, [numberOf(lacking)])
  await compare()
  await eventually('nothing differs any more', async () => {
    const { rows } = await pool.query<{ open: number }>(`SELECT count(*)::int AS open FROM reconciliation_difference WHERE status = 'open'`)
    return rows[0]!.open === 0
  }, WITHIN_ms)
}

const numberOf = ({ caseId }: Case): string => `${caseId}-1`

/** Its answer is lost, so when it was paid is told by the channel alone. */
const paidYesterday = async (system: System): Promise<Case> => {
  const opened = await openCase(system, { reference: `${serial()}-reset-after` })
  await eventually('the money has left', async () => {
    const { rowCount } = await system.pool.query(`UPDATE sandbox_channel.refund SET changed_at = ${YESTERDAY} WHERE out_refund_no = $1 AND status = 'succeeded'`, [numberOf(opened)])
    return rowCount === 1
  }, WITHIN_ms)
  await system.pool.query(`UPDATE sandbox_channel.movement SET at = ${YESTERDAY} WHERE out_refund_no = $1`, [numberOf(opened)])
  await received(system, opened)
  return opened
}

const differencesIn = async (system: System, id: string): Promise<{ no: number; kind: string; outRefundNo: string }[]> => {
  const { rows } = await system.pool.query(
    `SELECT body::jsonb -> 'data' AS data FROM event WHERE type = 'ReconciliationDifferenceFound' AND split_part(stream, '.', 2) = $1`, [id],
  )
  return rows.map(({ data }) => data)
}

/** However often it breaks off: an operator asks until readers see the new view, and it is the same as the old one. */
export const rebuilt = async (system: System, view: string): Promise<void> => {
  const operator = system.as('operations')
  await eventually(`the view ${view} is built anew`, async () => {
    const { id } = await operator.post('payout', `/operations/projections/${view}/rebuild`)
    const { status, comparison } = await eventually(`rebuild ${id} is over`, async () => {
      const progress = await operator.get('payout', `/operations/rebuilds/${id}`)
      return progress.finished_at && progress
    }, WITHIN_ms)
    if (comparison && !comparison.equal) throw new Error(`the new view differs: ${JSON.stringify(comparison)}`)
    return status === 'switched'
  }, WITHIN_ms)
}

/** An event whose effect fails again and again is held; an operator has it tried again until it works. */
export const retried = async (system: System): Promise<void> => {
  const operator = system.as('operations')
  const opened = await openCase(system, { reference: serial() })
  await eventually(`case ${opened.caseId} was paid`, async () => {
    const { items } = await operator.get('payout', '/operations/quarantine')
    for (const { id } of items.filter(({ status }: { status: string }) => status === 'open')) {
      await operator.command('payout', `/operations/quarantine/${id}/retry`, {}, { key: randomUUID() })
    }
    return (await caseOf(system, opened.caseId)).phase === 'receipt'
  }, WITHIN_ms)
  await received(system, opened)
}
