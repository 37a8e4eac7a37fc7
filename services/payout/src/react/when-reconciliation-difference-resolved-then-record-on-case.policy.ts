import { definePolicy, type Policy } from '@recourse/event-flow'
import { reconciliationDecider, ReconciliationDifferenceResolved } from '@recourse/reconciliation'
import type { RefundCaseDecider } from '../domain.js'
import { recordDifference } from './record-difference.js'

/** What the case knows of as a difference, it also knows the end of. Nobody is asked, so a channel that is away holds nothing up. */
export const whenReconciliationDifferenceResolvedThenRecordOnCase = (decider: RefundCaseDecider): Policy =>
  definePolicy({
    name: 'when-reconciliation-difference-resolved-then-record-on-case',
    events: [ReconciliationDifferenceResolved],
    stale: [],
    effect: async ({ stream, data: { no, how } }, execution) => {
      const { state } = await execution.load(reconciliationDecider, stream)
      const difference = state.status === 'reconciled' && state.differences.find((one) => one.no === no)
      if (!difference) throw new Error(`${stream} has no difference ${no}`)
      await recordDifference(stream, state.day, difference, execution, decider, how)
    },
  })
