import type { EventCodec } from '@recourse/event-store'
import type { RecordedEvent } from '@recourse/kernel'
import type { PayeeDetails } from '@recourse/payment-channels'
import { AgreementSigned, PayoutDetailsCorrected, RefundRequested } from '@recourse/refund-case'
import { z } from 'zod'

const sealedPayee = z.object({ name: z.string(), account: z.string(), bankCode: z.string().optional() })

/**
 * Who gets the money, from the newest event that says so, unsealed: for memory only. Undefined when nobody was named, the person was erased, or the money goes
 * back the way it came: then a payee of the request or the agreement says nothing, and only a correction, which a second person confirms, sends it elsewhere.
 */
export const payeeOf = async (codec: Pick<EventCodec, 'open'>, way: string, events: readonly RecordedEvent[]): Promise<PayeeDetails | undefined> => {
  for (const event of events.filter((event) => mayNamePayee(event, way)).toReversed()) {
    const named = sealedPayee.safeParse((await codec.open(event))?.['payee'])
    if (named.success) return detailsOf(named.data)
  }
  return undefined
}

/** The money does not go back the way it came, or a person said where it goes: without a payee it must not leave. */
export const needsPayee = (way: string, events: readonly RecordedEvent[]): boolean =>
  way !== 'ORIGINAL' || events.some((event) => event.type === PayoutDetailsCorrected.type && event.sealed)

/** The request, and the customer's signature under an agreement. */
const NAMES_PAYEE: readonly string[] = [RefundRequested.type, AgreementSigned.type]

const mayNamePayee = ({ type, sealed }: RecordedEvent, way: string): boolean =>
  sealed !== undefined && (type === PayoutDetailsCorrected.type || (NAMES_PAYEE.includes(type) && way !== 'ORIGINAL'))

const detailsOf = ({ name, account, bankCode }: z.infer<typeof sealedPayee>): PayeeDetails => ({
  accountName: name, accountNo: account, ...(bankCode ? { bankCode } : {}),
})
