import type { EventOf } from '@recourse/kernel'
import { ReconciliationCompleted } from './reconciliation-completed.js'
import { ReconciliationDifferenceFound } from './reconciliation-difference-found.js'
import { ReconciliationDifferenceResolved } from './reconciliation-difference-resolved.js'
import { WriteOffProposed } from './write-off-proposed.js'

/** Every event of a reconciliation, in the order in which one meets them. */
export const reconciliationEvents = [ReconciliationCompleted, ReconciliationDifferenceFound, WriteOffProposed, ReconciliationDifferenceResolved] as const

/** A recorded event of a reconciliation, discriminated by `type`. */
export type ReconciliationEvent = EventOf<(typeof reconciliationEvents)[number]>

export { RESOLUTIONS, type ResolutionByPerson } from './fields.js'
export * from './reconciliation-completed.js'
export * from './reconciliation-difference-found.js'
export * from './reconciliation-difference-resolved.js'
export * from './write-off-proposed.js'
