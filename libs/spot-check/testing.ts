import { addMilliseconds, sha256, StreamInMemory, type Actor, type CommandContext, type Instant, type Role } from '@recourse/kernel'
import { CHECKLIST } from './checklist.js'
import type { SpotCheckCommand } from './commands.js'
import { spotCheckDecider } from './decider.js'
import type { Answer } from './events/index.js'
import type { ClosedCase } from './sample.js'
import type { Round, SpotCheck } from './state.js'
import { spotCheckStream } from './stream.js'
import { spotCheckPermissions } from './permissions.js'

/** Words for the specs of this library; no part of its public entry. */

export const T0: Instant = '2026-03-02T02:00:00.000Z'
export const DAY_ms = 86_400_000
export const later = (days: number): Instant => addMilliseconds(T0, days * DAY_ms)
export const SEED = sha256('twenty dice')
export const RATES = [{ pack: 'food', share_percent: 10, atLeast: 1 }, { pack: 'retail', share_percent: 0, atLeast: 0 }]

/** So many closed cases of a pack with an outcome. */
export const closedCases = (count: number, pack = 'food', outcome = 'paid'): ClosedCase[] =>
  Array.from({ length: count }, (_, index) => ({ caseId: `${pack}-${outcome}-${index}`, pack, outcome }))

export type RoundStream = StreamInMemory<SpotCheck, SpotCheckCommand>
export const newRound = (): RoundStream => new StreamInMemory(spotCheckDecider, spotCheckStream('demo', 'r-1'))
export const stateOf = (stream: RoundStream): Round => stream.state as Round

type Of<Type extends SpotCheckCommand['type']> = Extract<SpotCheckCommand, { type: Type }>
type Extra = { readonly by?: Actor; readonly now?: Instant }

let sent = 0

/** A command by the first role that may send it, after the period; `by` and `now` change that. */
export const command = <Type extends SpotCheckCommand['type']>(type: Type, fields: Omit<Of<Type>, keyof CommandContext | 'type'>, { by, now = later(8) }: Extra = {}): Of<Type> => {
  const actor = by ?? { id: 'chen', roles: [spotCheckPermissions[type][0]!] }
  return { type, ...fields, id: `command-${(sent += 1)}`, tenant: 'demo', actor, now, correlationId: 'c' } as unknown as Of<Type>
}

export const person = (id: string, role: Role = 'operations'): Actor => ({ id, roles: [role] })

export const commit = (changes: Partial<Of<'CommitSpotCheck'>> = {}): Of<'CommitSpotCheck'> => ({
  ...command('CommitSpotCheck', { roundId: 'r-1', period: { from: T0, to: later(7) }, seedSha256: sha256(SEED), facts: { rates: RATES } }, { now: T0 }), ...changes,
})
export const reveal = (population = closedCases(3), seed = SEED, extra: Extra = {}): Of<'RevealSpotCheck'> =>
  command('RevealSpotCheck', { seed, facts: { population, position: '0000000042' } }, extra)
export const answers = (...notOk: readonly string[]): Answer[] => CHECKLIST.map(({ id }) => ({ item: id, finding: notOk.includes(id) ? 'NOT_OK' : 'OK' }))
export const check = (caseId: string, given = answers(), extra: Extra = {}): Of<'CompleteCheck'> =>
  command('CompleteCheck', { caseId, answers: given, facts: { handlers: ['li', 'zhao'] }, personal: { person: 'wang', fields: { note: 'looked at twice' } } }, extra)
export const assign = (caseId: string, checker: string): Of<'AssignCheck'> => command('AssignCheck', { caseId, checker, facts: { handlers: ['li', 'zhao'] } })
export const openAction = (caseId: string, changes: Partial<Of<'OpenCorrectiveAction'>> = {}): Of<'OpenCorrectiveAction'> => ({
  ...command('OpenCorrectiveAction', { actionId: 'a-1', caseId, owner: 'li', dueAt: later(20), personal: { person: 'wang', fields: { text: 'call the customer' } } }), ...changes,
})
export const LI = person('li', 'agent')
export const doAction = (by: Actor = LI): Of<'CompleteCorrectiveAction'> => command('CompleteCorrectiveAction', { actionId: 'a-1' }, { by })
export const verify = (solved = true, changes: Partial<Of<'VerifyCorrectiveAction'>> = {}): Of<'VerifyCorrectiveAction'> =>
  ({ ...command('VerifyCorrectiveAction', { actionId: 'a-1', solved, ...(solved ? {} : { dueAt: later(30) }) }), ...changes })
export const overdue = (dueAt = later(20), now = dueAt): Of<'MarkCorrectiveActionOverdue'> => command('MarkCorrectiveActionOverdue', { actionId: 'a-1', dueAt }, { now })

/** A round that drew one case. */
export const revealed = (): { stream: RoundStream; caseId: string } => {
  const stream = newRound().given(commit(), reveal())
  return { stream, caseId: Object.keys(stateOf(stream).checks)[0]! }
}

/** The same with a finding on it. */
export const withFinding = (): { stream: RoundStream; caseId: string } => {
  const { stream, caseId } = revealed()
  return { stream: stream.given(check(caseId, answers('tone'))), caseId }
}

/** A round that was too large to draw. */
export const abandon = (): Of<'AbandonSpotCheck'> => command('AbandonSpotCheck', { reason: 'TOO_LARGE' })
export const abandoned = (): RoundStream => newRound().given(commit(), abandon())

/** One stream that meets every event but SpotCheckAbandoned. */
export const walk = (): RoundStream => {
  const { stream, caseId } = revealed()
  return stream.given(
    assign(caseId, 'chen'), check(caseId, answers('amount-right')), openAction(caseId), overdue(), doAction(), verify(false), doAction(), verify(),
  )
}
