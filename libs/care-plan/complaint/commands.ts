import type { Command, PersonalData } from '@recourse/kernel'
import type { COMPLAINT_CHANNELS, COMPLAINT_OUTCOMES } from './events.js'

/** What the handler read from the case's stream; no part of the request's hash: reading it again may give another stage. */
export interface ComplainedCaseFacts {
  readonly stage: string
  readonly pack: { readonly id: string; readonly version: string }
}

/** A customer's own id stands in `customer`. About a case: `caseId` and `facts` together. Personal fields: text. */
export type OpenComplaint = Command<'OpenComplaint', {
  readonly complaintId: string
  readonly customer: string
  readonly caseId?: string
  readonly facts?: ComplainedCaseFacts
  readonly channel: (typeof COMPLAINT_CHANNELS)[number]
  readonly personal: PersonalData
}>
/** Personal fields: text. */
export type AnswerComplaint = Command<'AnswerComplaint', { readonly personal: PersonalData }>
export type CloseComplaint = Command<'CloseComplaint', { readonly outcome: (typeof COMPLAINT_OUTCOMES)[number] }>

export type ComplaintCommand = OpenComplaint | AnswerComplaint | CloseComplaint
