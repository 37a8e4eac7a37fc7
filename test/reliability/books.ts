import { verifyAll } from '@recourse/event-store'
import { violationsIn, type Fault, type LedgerMovement } from '@recourse/test-support/invariants'
import type { PayoutBench } from '../../services/payout/src/spec-support.js'
import { movementOf, type ChannelUnderTest } from './channels.js'

export interface ApprovedCase {
  readonly caseId: string
  readonly approved_minor: number
}

/** Everything that is wrong with the money of these cases, by the channels' own ledgers, and with the log. Empty when all is well. */
export const faultsInBooks = async (bench: PayoutBench, channels: readonly ChannelUnderTest[], cases: readonly ApprovedCase[]): Promise<Fault[]> => {
  const { pool, store } = bench.service.infrastructure
  const ledgers = await ledgersOf(bench, channels)
  const verified = await verifyAll(store)
  return [
    ...unpaid([...ledgers.values()].flat(), cases),
    ...(await violationsIn(pool, ledgers)),
    ...(verified.ok ? [] : [{ invariant: 'I8 the hash chain verifies', details: verified }]),
  ]
}

/** What each channel itself says it has moved, over HTTP. */
export const ledgersOf = async (bench: PayoutBench, channels: readonly ChannelUnderTest[]): Promise<Map<string, readonly LedgerMovement[]>> => {
  const own = (await bench.sandbox.movements()).map(movementOf)
  return new Map([['sandbox', own], ...(await Promise.all(channels.map(async ({ name, movements }) => [name, await movements()] as const)))])
}

/** What is out at the end is what was approved. */
const unpaid = (movements: readonly LedgerMovement[], cases: readonly ApprovedCase[]): Fault[] => {
  const net = new Map<string, number>()
  for (const { outRefundNo, direction, minor } of movements) {
    net.set(caseIn(outRefundNo), (net.get(caseIn(outRefundNo)) ?? 0) + (direction === 'out' ? minor : -minor))
  }
  return cases.filter(({ caseId, approved_minor }) => net.get(caseId) !== approved_minor)
    .map(({ caseId, approved_minor }) => ({ invariant: `case ${caseId} got what was approved`, details: { approved_minor, moved_minor: net.get(caseId) ?? 0 } }))
}

const caseIn = (outRefundNo: string): string => outRefundNo.replace(/-\d+$/, '')
