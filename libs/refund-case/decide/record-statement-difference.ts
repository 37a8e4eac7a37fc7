import type { Decision } from '@recourse/kernel'
import type { RecordStatementDifference } from '../commands.js'
import { StatementDiffered, StatementDifferenceSettled } from '../events/index.js'
import { refuse } from '../refusals.js'
import { statementDifferenceKey, type OpenedCase } from '../state.js'

/** A channel that repeats its lines for ever does not fill a case: what comes on top stands in the reconciliation alone. */
export const STATEMENT_DIFFERENCE_LIMIT = 20

/** In any phase, also long after closing. That there was a difference and how it was settled are recorded once each, also when the end is told first. */
export const recordStatementDifference = ({ difference, settled }: RecordStatementDifference, { payouts, statementDifferences }: OpenedCase): Decision => {
  const { payoutNo, reconciliationId, differenceNo } = difference
  if (!payouts[payoutNo]) return refuse('UnknownPayout', { payoutNo })
  const known = statementDifferences[statementDifferenceKey(difference)]
  if (!known && Object.keys(statementDifferences).length >= STATEMENT_DIFFERENCE_LIMIT) return []
  return [
    ...(known ? [] : [StatementDiffered(difference)]),
    ...(settled && known !== 'settled' ? [StatementDifferenceSettled({ payoutNo, reconciliationId, differenceNo, how: settled })] : []),
  ]
}
