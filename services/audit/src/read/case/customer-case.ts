import { PARTIES, type Agreement, type Offer, type OpenedCase, type Party, type Payout, type Refused, type Settlement } from '@recourse/refund-case'

/** What a case says to its customer. A list of what is told, so that whatever staff's work adds to the state stays untold. */
const TOLD = [
  'caseId', 'orderId', 'customer', 'phase', 'stage', 'overdue', 'requested', 'reason', 'origin', 'wantedWay', 'pack', 'late', 'requestedAt', 'openedAt',
  'missingEvidence', 'evidenceDueAt', 'evidence', 'acknowledgedClauses', 'approved', 'paidAt', 'autoConfirmAt', 'receiptDisputed', 'outcome', 'survey', 'complaints',
] as const satisfies readonly (keyof OpenedCase)[]

/** The case without who works on it, what they found and what they mean to approve; payouts, by number, without the ways of the channel. */
export interface CustomerCase extends Pick<OpenedCase, (typeof TOLD)[number]> {
  readonly payouts: Readonly<Record<string, Pick<Payout, 'status' | 'amount'>>>
  /** Why, by which clause and law, and how and until when to appeal; not who. */
  readonly refusal?: Omit<Refused, 'by'>
  /** Both sides' offers and the agreement, without the band that staff may agree to and without who of them did. */
  readonly settlement?: { readonly offers: readonly Offer[]; readonly agreement?: CustomerAgreement }
}

interface CustomerAgreement extends Omit<Agreement, 'signedBy'> {
  readonly signedBy: readonly Party[]
}

export const customerCase = (state: OpenedCase): CustomerCase => {
  const told = Object.fromEntries(TOLD.filter((field) => state[field] !== undefined).map((field) => [field, state[field]]))
  const payouts = Object.entries(state.payouts).map(([payoutNo, { status, amount }]) => [payoutNo, { status, amount }])
  return {
    ...told as unknown as Pick<OpenedCase, (typeof TOLD)[number]>, payouts: Object.fromEntries(payouts), ...refusalOf(state),
    ...(state.settlement ? { settlement: customerSettlement(state.settlement) } : {}),
  }
}

const refusalOf = ({ refusal }: OpenedCase): { refusal?: Omit<Refused, 'by'> } => {
  if (!refusal) return {}
  const { by: _by, ...told } = refusal
  return { refusal: told }
}

const customerSettlement = ({ offers, agreement }: Settlement): CustomerCase['settlement'] => ({
  offers, ...(agreement ? { agreement: { ...agreement, signedBy: PARTIES.filter((party) => agreement.signedBy[party]) } } : {}),
})
