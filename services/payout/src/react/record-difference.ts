import type { Execution } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import type { Difference, Resolved } from '@recourse/reconciliation'
import { refundCaseStream } from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'

type NumberedDifference = Difference & { readonly no: number }

/** Records on the case what its channel's statement of a day says otherwise, and how that was settled. Nothing where the number is none of ours. */
export const recordDifference = async (
  stream: string, day: string, { no, caseId, payoutNo, kind, ours, theirs }: NumberedDifference, execution: Execution, decider: RefundCaseDecider, settled?: Resolved['how'],
): Promise<void> => {
  if (caseId === undefined || payoutNo === undefined) return
  const { tenant, id } = parseStreamName(stream)
  const difference = { payoutNo, reconciliationId: id, differenceNo: no, day, kind, ...(ours && { ours }), ...(theirs && { theirs }) }
  await execution.execute(decider, refundCaseStream(tenant, caseId), { type: 'RecordStatementDifference', difference, ...(settled && { settled }) }, 'difference')
}
