import type { Command, Instant, PersonalData } from '@recourse/kernel'
import type { Severity } from '@recourse/policy'
import type { Remedy } from './events/index.js'

/** `pack` = id of a care pack; the version in force when the treatment was completed is taken and kept. Personal fields: contact. */
export type StartCarePlan = Command<'StartCarePlan', {
  readonly planId: string
  readonly customer: string
  readonly orderId?: string
  readonly project: string
  readonly treatmentCompletedAt: Instant
  readonly pack: string
  readonly personal?: PersonalData
}>
/**
 * `score` 1–5 only for the satisfaction survey. Personal fields: note.
 * `facts.training` = courses that the sender has passed and that have not expired; none when the handler read nothing.
 */
export type CompleteCareTask = Command<'CompleteCareTask', {
  readonly taskId: string
  readonly score?: number
  readonly facts?: { readonly training?: readonly string[] }
  readonly personal?: PersonalData
}>
/** From the clock. Stale ones (done, marked before, not yet due) are nothing to do. */
export type MarkCareTaskOverdue = Command<'MarkCareTaskOverdue', { readonly taskId: string }>
/** Personal fields: description. */
export type RegisterCareProblem = Command<'RegisterCareProblem', { readonly problemId: string; readonly severity: Severity; readonly personal?: PersonalData }>
/** From the clock. Stale ones (resolved, marked before, not yet due) are nothing to do. */
export type MarkCareProblemOverdue = Command<'MarkCareProblemOverdue', { readonly problemId: string }>
/** `caseId` = the refund case, with the remedy REFUND and with no other. Personal fields: note. */
export type ResolveCareProblem = Command<'ResolveCareProblem', {
  readonly problemId: string
  readonly remedy: Remedy
  readonly caseId?: string
  readonly personal?: PersonalData
}>
/** `consentId` = the customer's recorded consent to commercial messages; without it nothing is recommended. */
export type MakeRecommendation = Command<'MakeRecommendation', { readonly recommendationId: string; readonly consentId?: string }>

export type CarePlanCommand =
  | StartCarePlan | CompleteCareTask | MarkCareTaskOverdue | RegisterCareProblem | MarkCareProblemOverdue | ResolveCareProblem | MakeRecommendation
