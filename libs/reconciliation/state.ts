import type { EventOf, Instant } from '@recourse/kernel'
import type { Difference } from './difference.js'
import type { ReconciliationCompleted, ReconciliationDifferenceResolved } from './events/index.js'

export interface KnownDifference extends Difference {
  readonly no: number
  /** The run that found it, and who ran that. */
  readonly run: number
  readonly foundBy: string
  readonly foundAt: Instant
  /** Who gave the money up first; a second person has to agree. */
  readonly writeOffProposedBy?: string
  readonly resolved?: Resolved
}

export interface Resolved {
  readonly how: EventOf<typeof ReconciliationDifferenceResolved>['data']['how']
  readonly by: string
  readonly at: Instant
  readonly reason?: string
}

export type Run = EventOf<typeof ReconciliationCompleted>['data'] & { readonly by: string; readonly at: Instant }

export interface ReconciledDay {
  readonly status: 'reconciled'
  readonly channel: string
  readonly day: string
  /** The latest. */
  readonly run: Run
  readonly differences: readonly KnownDifference[]
}

export type Reconciliation = { readonly status: 'none' } | ReconciledDay

export const NOT_RECONCILED: Reconciliation = { status: 'none' }

export const openDifferences = ({ differences }: ReconciledDay): KnownDifference[] => differences.filter(({ resolved }) => !resolved)

/** Both sides agree, or people have settled whatever they do not agree about. */
export const isSettled = (day: ReconciledDay): boolean => openDifferences(day).length === 0 && day.run.counts.unlisted === 0
