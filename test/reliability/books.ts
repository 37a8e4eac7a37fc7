import { verifyAll } from '@recourse/event-store'
import { violationsIn, type Fault } from '@recourse/test-support/invariants'
import type { PayoutBench } from '../../services/payout/src/spec-support.js'
import type { ChannelUnderTest, Movement } from './channels.js'

export interface ApprovedCase {
  readonly caseId: string
  readonly approved_minor: number
}

/** Everything that is wrong with the money of these cases, by the channels' own ledgers, and with the log. Empty when all is well. */
export const faultsInBooks = async (bench: PayoutBench, channels: readonly ChannelUnderTest[], cases: readonly ApprovedCase[]): Promise<Fault[]> => {
  const { pool, store } = bench.service.infrastructure
  const movements = await movementsOf(bench, channels)
  const verified = await verifyAll(store)
  return [
    ...unpaidOrTwice(movements, cases),
    ...(await differencesToLog(bench, movements)),
    ...(await violationsIn(pool)),
    ...(verified.ok ? [] : [{ invariant: 'I8 the hash chain verifies', details: verified }]),
  ]
}

export const movementsOf = async (bench: PayoutBench, channels: readonly ChannelUnderTest[]): Promise<Movement[]> => {
  const own = (await bench.sandbox.movements()).map(({ outRefundNo, direction, amount }) => ({ outRefundNo, minor: direction === 'out' ? amount.minor : -amount.minor }))
  return [...own, ...(await Promise.all(channels.map((channel) => channel.movements()))).flat()]
}

/** Money left exactly once per approval: what is out at the end is what was approved, and under no number did it leave twice. */
const unpaidOrTwice = (movements: readonly Movement[], cases: readonly ApprovedCase[]): Fault[] => {
  const byNumber = Map.groupBy(movements, ({ outRefundNo }) => outRefundNo)
  const twice = [...byNumber].filter(([, moved]) => moved.filter(({ minor }) => minor > 0).length > 1)
  const net = new Map<string, number>()
  for (const { outRefundNo, minor } of movements) net.set(caseIn(outRefundNo), (net.get(caseIn(outRefundNo)) ?? 0) + minor)
  const wrong = cases.filter(({ caseId, approved_minor }) => net.get(caseId) !== approved_minor)
  return [
    ...twice.map(([outRefundNo, details]) => ({ invariant: `money left once under ${outRefundNo}`, details })),
    ...wrong.map(({ caseId, approved_minor }) => ({ invariant: `case ${caseId} got what was approved`, details: { approved_minor, moved_minor: net.get(caseId) ?? 0 } })),
  ]
}

/** I4 over all channels: number by number, what left is what the log calls confirmed, and what came back what it calls returned. */
const differencesToLog = async (bench: PayoutBench, movements: readonly Movement[]): Promise<Fault[]> => {
  const { rows } = await bench.service.infrastructure.pool.query<{ number: string; minor: number }>(`
    SELECT r.data ->> 'outRefundNo' AS number, (CASE p.type WHEN 'PayoutConfirmed' THEN 1 ELSE -1 END * (r.data #>> '{amount,minor}')::bigint)::float8 AS minor
    FROM (SELECT stream, type, body::jsonb -> 'data' AS data FROM event WHERE type IN ('PayoutConfirmed', 'PayoutReturned')) p
    JOIN (SELECT stream, body::jsonb -> 'data' AS data FROM event WHERE type = 'PayoutRequested') r ON r.stream = p.stream AND r.data ->> 'payoutNo' = p.data ->> 'payoutNo'`)
  const keyOf = ({ number, minor }: { number: string; minor: number }): string => `${number} ${minor}`
  const ours = new Set(rows.map(keyOf))
  const theirs = new Set(movements.map(({ outRefundNo, minor }) => keyOf({ number: outRefundNo, minor })))
  const details = { onlyOurs: [...ours].filter((key) => !theirs.has(key)), onlyTheirs: [...theirs].filter((key) => !ours.has(key)) }
  return details.onlyOurs.length + details.onlyTheirs.length > 0 ? [{ invariant: 'I4 our books are the channels\'', details }] : []
}

const caseIn = (outRefundNo: string): string => outRefundNo.replace(/-\d+$/, '')
