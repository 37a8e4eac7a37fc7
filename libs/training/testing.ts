import { StreamInMemory, type Actor, type CommandContext, type Instant, type Role } from '@recourse/kernel'
import type { Curricula } from '@recourse/policy'
import type { RecordTraining, RevokeTraining, TrainingCommand } from './commands.js'
import { trainingDecider } from './decider.js'
import { trainingStream } from './stream.js'
import type { Training } from './state.js'

/** Words for the specs of this library; no part of its public entry. */

export const T0: Instant = '2026-03-02T02:00:00.000Z'
export const DAY_ms = 86_400_000
const words = { en: 'x', 'zh-CN': '文' }

/** One course of two items, passed from 80 on, valid for 30 days. */
export const curricula: Curricula = new Map([['refund-policy', {
  id: 'refund-policy', version: '1.0.0', title: words, passMark_percent: 80, validFor_days: 30, items: [{ id: 'flow', text: words }, { id: 'law', text: words }],
}]])

export type TrainingStream = StreamInMemory<Training, TrainingCommand>
export const newTraining = (): TrainingStream => new StreamInMemory(trainingDecider(curricula), trainingStream('demo', 'zhao'))

let sent = 0
const context = (role: Role = 'operations', id = 'feng'): CommandContext & { actor: Actor } =>
  ({ id: `command-${(sent += 1)}`, tenant: 'demo', actor: { id, roles: [role] }, now: T0, correlationId: 'c' })

export const record = (changes: Partial<RecordTraining> = {}): RecordTraining => ({
  ...context(), type: 'RecordTraining', person: 'zhao', course: 'refund-policy', items: ['flow', 'law'], score_percent: 80, heldAt: T0, trainer: 'qian', ...changes,
})
export const revoke = (changes: Partial<RevokeTraining> = {}): RevokeTraining =>
  ({ ...context(), type: 'RevokeTraining', course: 'refund-policy', reason: 'RECORD_WRONG', ...changes })

/** One stream that meets every event. */
export const walk = (): TrainingStream => newTraining().given(record({ items: ['flow'] }), record(), revoke())
