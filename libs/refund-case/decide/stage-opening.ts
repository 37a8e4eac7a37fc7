import type { Instant } from '@recourse/kernel'
import { dueAt, type PackStage, type Pause, type RefundPack, type WorkingCalendar } from '@recourse/policy'
import type { StageOpening } from '../events/index.js'

/** The policy a case stands under, with the calendar that its deadlines are counted by. */
export interface Rules {
  readonly pack: RefundPack
  readonly calendar: WorkingCalendar
}

/** A stage that opens at an instant, by the pack: its clock begins anew whenever it is opened. Only a pack that negotiates has the stage settlement. */
export const openStage = ({ pack, calendar }: Rules, stage: PackStage, openedAt: Instant, pauses: readonly Pause[] = []): StageOpening => {
  const rule = pack.stages[stage]
  if (!rule) throw new Error(`pack ${pack.id} ${pack.version} has no stage ${stage}`)
  const { role, due, clause } = rule
  return { stage, role, clause, openedAt, ...dueAt(due, openedAt, calendar, pauses) }
}
