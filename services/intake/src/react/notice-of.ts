import type { Texts } from '@recourse/kernel'
import { clauseOf, EVIDENCE_LABELS, inBoth, listTexts, moneyTexts, momentTexts, templateOf, type MessageKind, type MessageValues, type RefundPack } from '@recourse/policy'
import type { OfferData, OpenedCase, RefundCaseEvent } from '@recourse/refund-case'

/** What the customer has to be told: which message of the pack, and what it is filled with. */
export interface Notice {
  readonly kind: MessageKind
  readonly values: Readonly<Record<string, Texts>>
}

/** Pure. `explanation`: what the person who decided wrote to the customer. Undefined when an event needs no notice. */
export const noticeOf = (event: RefundCaseEvent, state: OpenedCase, pack: RefundPack, explanation: string | undefined): Notice | undefined => {
  const order = inBoth(state.orderId)
  const clauseText = (id: string): Texts => clauseOf(pack, id)?.text ?? inBoth(id)
  switch (event.type) {
    case 'RefundApproved':
      return notice('refund-approved', { order, amount: moneyTexts(event.data.amount), dueAt: momentTexts(event.data.opens.dueAt) })
    case 'RefundRefused': {
      const { reason, clause, appealRoute, appealUntil } = event.data
      return notice('refund-refused', { order, reason: inBoth(explanation ?? reason), clause: clauseText(clause), appealRoute, dueAt: appealUntil ? momentTexts(appealUntil) : inBoth('') })
    }
    case 'EvidenceRequested': {
      const { kinds, dueAt } = event.data
      return notice('evidence-requested', { order, missing: listTexts(kinds.map((kind) => EVIDENCE_LABELS[kind])), dueAt: momentTexts(dueAt ?? state.stage.dueAt) })
    }
    case 'OfferMade':
    case 'OfferCountered':
      return event.data.by === 'OPERATOR' ? notice('offer-made', { order, amount: offered(event.data, pack), dueAt: momentTexts(event.data.expiresAt) }) : undefined
    case 'AgreementDrafted':
      return notice('agreement-to-sign', { order, amount: withRemedy(event.data.amount.minor > 0 ? moneyTexts(event.data.amount) : undefined, event.data.remedy?.title) })
    case 'PayoutFailed':
    case 'PayoutReturned':
      return notice('payout-failed', { order, amount: moneyTexts(state.payouts[event.data.payoutNo]!.amount) })
    case 'PayoutSubmitted':
      return notice('money-sent', { order, amount: moneyTexts(state.payouts[event.data.payoutNo]!.amount) })
    case 'PayoutConfirmed': {
      const { autoConfirmAt, amount } = event.data
      const asked = autoConfirmAt !== undefined && templateOf(pack, 'receipt-asked') !== undefined
      return asked
        ? notice('receipt-asked', { order, amount: moneyTexts(state.approved ?? amount), dueAt: momentTexts(autoConfirmAt) })
        : notice('money-sent', { order, amount: moneyTexts(amount) })
    }
    case 'AppealDecided':
      return notice('appeal-decided', { order, reason: withExplanation(APPEAL[event.data.outcome], explanation), clause: clauseText(event.data.clause) })
    default: return undefined
  }
}

/** The compiler holds every kind to its values. */
const notice = <Kind extends MessageKind>(kind: Kind, values: MessageValues<Kind>): Notice => ({ kind, values })

const offered = ({ amount, remedy }: OfferData, { remedies }: RefundPack): Texts =>
  withRemedy(amount.minor > 0 ? moneyTexts(amount) : undefined, remedies.find(({ kind }) => kind === remedy)?.title)

/** Money, another remedy, or both. */
const withRemedy = (amount: Texts | undefined, remedy: Texts | undefined): Texts => listTexts([amount, remedy].filter((part) => part !== undefined))

const APPEAL: Readonly<Record<'UPHELD' | 'OVERTURNED', Texts>> = {
  UPHELD: { en: 'The refusal stands.', 'zh-CN': '维持原决定。' },
  OVERTURNED: { en: 'The refusal is withdrawn and your request is reviewed again.', 'zh-CN': '原决定已撤销,我们将重新审核您的申请。' },
}

const withExplanation = (outcome: Texts, explanation: string | undefined): Texts =>
  explanation === undefined ? outcome : { en: `${outcome.en} ${explanation}`, 'zh-CN': `${outcome['zh-CN']}${explanation}` }
