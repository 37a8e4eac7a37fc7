import { sameMoney, type Money } from '@recourse/kernel'
import { failureOf, type ChannelErrorCode } from '../error-messages.js'
import type { Failure, RefundRequest } from '../port.js'
import { codeBehind, failureBehind } from './errors.js'
import type { Instruction } from './ledger.js'
import type { PayeeComparison } from './payee-vault.js'

export interface InstructionFacts {
  /** What was paid, as the first refund of the payment said. */
  readonly paid: Money
  /** Other refunds of the payment that were paid or are under way, in fen. */
  readonly committed_minor: number
  /** What is known of the number. */
  readonly known: Instruction | undefined
  /** Whether the payee is the one that the number is known for. One that is not given is not another one: whoever asks again may no longer know it. */
  readonly payee: PayeeComparison
  /** Why this payee cannot stand in a file. */
  readonly payeeFault: ChannelErrorCode | undefined
}

/** `repeat` answers what is known of the number. */
export type InstructionDecision = { readonly kind: 'enqueue' } | { readonly kind: 'repeat' } | { readonly kind: 'fail'; readonly failure: Failure }

/** What becomes of a refund: a number belongs to one payment, amount and payee, and only what failed may be sent again, with another payee where that was the fault. */
export const decideInstruction = (facts: InstructionFacts, request: RefundRequest): InstructionDecision => {
  const { paid, known, committed_minor } = facts
  if (known && !isSameRefund(known, request)) return fail('REFUND_NUMBER_REUSED')
  if (!sameMoney(paid, request.paid) || request.amount.currency !== paid.currency || paid.currency !== 'CNY') return fail('PAYMENT_DIFFERS')
  if (known && known.status !== 'failed' && known.status !== 'returned') return facts.payee === 'other' ? fail('REFUND_NUMBER_REUSED') : { kind: 'repeat' }
  if (known) {
    const failure = known.status === 'returned' ? returnFailureOf(known) : failureBehind(known.bankCode!)
    const isToBeTriedAgain = failure.action === 'retry' || (failure.action === 'correctable' && facts.payee !== 'same')
    if (!isToBeTriedAgain) return { kind: 'fail', failure }
  }
  if (committed_minor + request.amount.minor > paid.minor) return fail('AMOUNT_ABOVE_PAID')
  return facts.payeeFault ? fail(facts.payeeFault) : { kind: 'enqueue' }
}

/** Money that came back is over for its number, whatever the bank calls it. */
export const returnFailureOf = ({ bankCode }: Pick<Instruction, 'bankCode'>): Failure =>
  failureOf(codeBehind(bankCode ?? '') === 'TRANSFER_REVERSED' ? 'TRANSFER_REVERSED' : 'TRANSFER_RETURNED')

const fail = (code: ChannelErrorCode): InstructionDecision => ({ kind: 'fail', failure: failureOf(code) })

const isSameRefund = (known: Instruction, { tenant, paymentReference, amount }: RefundRequest): boolean =>
  known.tenant === tenant && known.paymentReference === paymentReference && sameMoney(known.amount, amount)
