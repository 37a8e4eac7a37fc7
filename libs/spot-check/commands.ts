import type { Command, Instant, PersonalData } from '@recourse/kernel'
import type { AbandonReason, Answer, Rate } from './events/index.js'
import type { ClosedCase } from './sample.js'

/** `facts.rates` = share of each pack that the round covers, as the packs say now. `to` is exclusive and still to come. */
export type CommitSpotCheck = Command<'CommitSpotCheck', {
  readonly roundId: string
  readonly period: { readonly from: Instant; readonly to: Instant }
  readonly seedSha256: string
  readonly packs?: readonly string[]
  readonly facts: { readonly rates: readonly Rate[] }
}>
/** `facts` = the closed cases of the period, and how far the view that told them had read. */
export type RevealSpotCheck = Command<'RevealSpotCheck', { readonly seed: string; readonly facts: { readonly population: readonly ClosedCase[]; readonly position: string } }>
/** Only before the draw. */
export type AbandonSpotCheck = Command<'AbandonSpotCheck', { readonly reason: AbandonReason }>
/** `facts.handlers` = everybody of staff who sent a command to the case. */
export type AssignCheck = Command<'AssignCheck', { readonly caseId: string; readonly checker: string; readonly facts: HandlerFacts }>
/** Personal fields: note. */
export type CompleteCheck = Command<'CompleteCheck', {
  readonly caseId: string
  readonly answers: readonly Answer[]
  readonly facts: HandlerFacts
  readonly personal?: PersonalData
}>
/** Personal fields: text. */
export type OpenCorrectiveAction = Command<'OpenCorrectiveAction', {
  readonly actionId: string
  readonly caseId: string
  readonly owner: string
  readonly dueAt: Instant
  readonly personal?: PersonalData
}>
/** Personal fields: note. */
export type CompleteCorrectiveAction = Command<'CompleteCorrectiveAction', { readonly actionId: string; readonly personal?: PersonalData }>
/** `solved: false` gives it back to its owner until `dueAt`. */
export type VerifyCorrectiveAction = Command<'VerifyCorrectiveAction', { readonly actionId: string; readonly solved: boolean; readonly dueAt?: Instant }>
/** From the clock. Stale ones (done, or its due time moved) are nothing to do. */
export type MarkCorrectiveActionOverdue = Command<'MarkCorrectiveActionOverdue', { readonly actionId: string; readonly dueAt: Instant }>

export interface HandlerFacts {
  readonly handlers: readonly string[]
}

export type SpotCheckCommand =
  | CommitSpotCheck | RevealSpotCheck | AbandonSpotCheck | AssignCheck | CompleteCheck
  | OpenCorrectiveAction | CompleteCorrectiveAction | VerifyCorrectiveAction | MarkCorrectiveActionOverdue
