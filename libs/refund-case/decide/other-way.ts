import type { Actor, PersonalData, Refusal } from '@recourse/kernel'
import type { GivenConsent, PayeeFacts } from '../commands.js'
import type { Consent } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'

/**
 * Money goes another way than it came only when the customer says so (网络购买商品七日无理由退货暂行办法 第14条至第17条): they ask for it themselves,
 * or whoever asks for them tells how they said so and where that is kept.
 */
export const consentMissing = (isOtherWay: boolean, customer: string, { actor, consent }: Asked): Refusal | undefined =>
  isOtherWay && actor.id !== customer && !consent ? refuse('ConsentMissing') : undefined

/** What is recorded of it. */
export const consentOf = (isOtherWay: boolean, customer: string, { actor, consent }: Asked): { consent?: Consent } => {
  if (!isOtherWay) return {}
  return actor.id === customer ? { consent: { how: 'OWN_REQUEST' } } : consent ? { consent: { ...consent } } : {}
}

interface Asked {
  readonly actor: Actor
  readonly consent?: GivenConsent
}

/** Only to an account of the payer's own name (for single-purpose cards: 单用途商业预付卡管理办法 第21条). */
export const payeeNameDiffers = (facts: PayeeFacts | undefined): Refusal | undefined => (facts?.sameName === 'NO' ? refuse('PayeeNameDiffers') : undefined)

/** Whether the customer named an account before, or consented to the one that somebody named for them. */
export const namedPayee = ({ sameName, requestedBy, customer, consent }: OpenedCase): boolean =>
  sameName !== undefined && (requestedBy === customer || consent !== undefined)

/** What is recorded beside a payee: a name that could not be compared is UNKNOWN, and calls for a second person. */
export const sameNameOf = (personal: PersonalData | undefined, facts: PayeeFacts | undefined): { sameName?: 'YES' | 'UNKNOWN' } =>
  (personal?.fields['payee'] ? { sameName: facts?.sameName === 'YES' ? 'YES' : 'UNKNOWN' } : {})
