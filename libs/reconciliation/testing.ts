import { money, StreamInMemory, type Actor, type CommandContext, type Instant, type Money, type Role } from '@recourse/kernel'
import type { ReconciliationCommand, DayFacts } from './commands.js'
import { reconciliationDecider } from './decider.js'
import type { OurEntry, TheirEntry } from './entry.js'
import { reconciliationPermissions } from './permissions.js'
import type { ReconciledDay, Reconciliation } from './state.js'
import { reconciliationIdOf, reconciliationStream } from './stream.js'

/** Words for the specs of this library; no part of its public entry. */

export const DAY = '2026-03-02'
export const NOON: Instant = '2026-03-02T04:00:00.000Z'
export const ENDS_AT: Instant = '2026-03-02T16:00:00.000Z'
export const NEXT_MORNING: Instant = '2026-03-03T02:00:00.000Z'
export const cny = (minor: number): Money => money(minor, 'CNY')

export const our = (outRefundNo: string, changes: Partial<OurEntry> = {}): OurEntry =>
  ({ kind: 'refund', outRefundNo, amount: cny(1_000), at: NOON, caseId: `case of ${outRefundNo}`, payoutNo: 1, ...changes })
export const their = (outRefundNo: string, changes: Partial<TheirEntry> = {}): TheirEntry =>
  ({ kind: 'refund', outRefundNo, amount: cny(1_000), at: NOON, channelReference: `ref of ${outRefundNo}`, ...changes })

export type DayStream = StreamInMemory<Reconciliation, ReconciliationCommand>
export const newDay = (): DayStream => new StreamInMemory(reconciliationDecider, reconciliationStream('demo', reconciliationIdOf('demo', 'sandbox', DAY)))
export const stateOf = (stream: DayStream): ReconciledDay => stream.state as ReconciledDay

type Of<Type extends ReconciliationCommand['type']> = Extract<ReconciliationCommand, { type: Type }>

export const person = (id: string, ...roles: Role[]): Actor => ({ id, roles })
export const [WU, ZHENG, RUNNER] = [person('wu', 'finance-maker'), person('zheng', 'finance-checker'), person('runner', 'service')]

let sent = 0

/** A command by the first role that may send it; `by` and `now` change that. */
export const command = <Type extends ReconciliationCommand['type']>(
  type: Type, fields: Omit<Of<Type>, keyof CommandContext | 'type'>, { by = person('wu', reconciliationPermissions[type][0]!), now = NEXT_MORNING } = {},
): Of<Type> => ({ type, ...fields, id: `command-${(sent += 1)}`, tenant: 'demo', actor: by, now, correlationId: 'c' }) as unknown as Of<Type>

interface Extra {
  readonly neighbours?: DayFacts['neighbours']
  readonly by?: Actor
  readonly now?: Instant
}

export const run = (
  ours: readonly OurEntry[], theirs: readonly TheirEntry[], { neighbours = [], by = RUNNER, now = NEXT_MORNING }: Extra = {},
): Of<'RecordReconciliation'> =>
  command('RecordReconciliation', { channel: 'sandbox', day: DAY, facts: { endsAt: ENDS_AT, ours, theirs, neighbours } }, { by, now })
export const resolve = (by: Actor, changes: Partial<Of<'ResolveDifference'>> = {}): Of<'ResolveDifference'> =>
  ({ ...command('ResolveDifference', { no: 1, how: 'RECOVERED', reason: 'voucher 17', facts: { concerned: [] } }, { by }), ...changes })

/** One stream that meets every event. */
export const walk = (): DayStream => newDay().given(
  run([our('a'), our('b'), our('d', { amount: cny(900) })], [their('b'), their('c', { payout: { caseId: 'case of c', payoutNo: 1 } }), their('d')]),
  resolve(WU, { how: 'WRITTEN_OFF' }), resolve(ZHENG, { how: 'WRITTEN_OFF' }), run([our('a'), our('b'), our('d')], [their('b'), their('c'), their('d')]),
)
