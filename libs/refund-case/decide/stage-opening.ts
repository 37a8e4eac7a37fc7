import type { Instant } from '@recourse/kernel'
import { dueAt, type Due, type PackStage, type Pause, type RefundPack, type WorkingCalendar } from '@recourse/policy'
import type { StageOpening } from '../events/index.js'

/** The policy a case stands under, with the calendar that its deadlines are counted by. */
export interface Rules {
  readonly pack: RefundPack
  readonly calendar: WorkingCalendar
}

/** A moment that the pack gives for something smaller than a stage: flagged when it was counted without calendar data, and not counted again. */
export const momentOf = (due: Due, from: Instant, { calendar }: Rules): { readonly at: Instant; readonly flag: { readonly provisional?: true } } => {
  const { dueAt: at, provisional } = dueAt(due, from, calendar)
  return { at, flag: provisional ? { provisional } : {} }
}

/** A stage that opens at an instant, by the pack: its clock begins anew whenever it is opened. Only a pack that negotiates has the stage settlement. */
export const openStage = ({ pack, calendar }: Rules, stage: PackStage, openedAt: Instant, pauses: readonly Pause[] = []): StageOpening => {
  const rule = pack.stages[stage]
  if (!rule) throw new Error(`pack ${pack.id} ${pack.version} has no stage ${stage}`)
  const { role, due, clause } = rule
  return { stage, role, clause, openedAt, ...dueAt(due, openedAt, calendar, pauses) }
}
