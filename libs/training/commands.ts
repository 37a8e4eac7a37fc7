import type { Command, Instant } from '@recourse/kernel'

/** One assessment of a course. Pass mark and validity are the curriculum's. `person` and `trainer` are pseudonyms of the identity provider. */
export type RecordTraining = Command<'RecordTraining', {
  readonly person: string
  readonly course: string
  /** What was taught, by item of the curriculum. */
  readonly items: readonly string[]
  readonly score_percent: number
  readonly heldAt: Instant
  readonly trainer: string
}>
export type RevokeTraining = Command<'RevokeTraining', { readonly course: string; readonly reason: string }>

export type TrainingCommand = RecordTraining | RevokeTraining
