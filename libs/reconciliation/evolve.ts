import { assertNever } from '@recourse/kernel'
import type { ReconciliationEvent } from './events/index.js'
import type { KnownDifference, ReconciledDay, Reconciliation } from './state.js'

export const evolve = (before: Reconciliation, event: ReconciliationEvent): Reconciliation => {
  const { actor: { id: by }, recordedAt: at } = event.metadata
  if (event.type === 'ReconciliationCompleted') {
    const { channel, day } = event.data
    return { status: 'reconciled', channel, day, run: { ...event.data, by, at }, differences: before.status === 'none' ? [] : before.differences }
  }
  if (before.status === 'none') throw new Error(`a reconciliation begins with ReconciliationCompleted, not ${event.type}`)
  switch (event.type) {
    case 'ReconciliationDifferenceFound': {
      const { channel: _channel, day: _day, ...difference } = event.data
      return { ...before, differences: [...before.differences, { ...difference, foundBy: by, foundAt: at }] }
    }
    case 'WriteOffProposed': return change(before, event.data.no, { writeOffProposedBy: by })
    case 'ReconciliationDifferenceResolved': {
      const { no, how, reason } = event.data
      return change(before, no, { resolved: { how, by, at, ...(reason ? { reason } : {}) } })
    }
    default: return assertNever(event)
  }
}

const change = (day: ReconciledDay, no: number, changes: Partial<KnownDifference>): ReconciledDay =>
  ({ ...day, differences: day.differences.map((difference) => (difference.no === no ? { ...difference, ...changes } : difference)) })
