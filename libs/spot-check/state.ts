import type { Instant } from '@recourse/kernel'
import type { AbandonReason, Answer, Rate } from './events/index.js'

export interface Check {
  readonly pack: string
  readonly outcome: string
  readonly checker?: string
  readonly answers?: readonly Answer[]
  /** Undefined until it is completed. */
  readonly ok?: boolean
}

export interface CorrectiveAction {
  readonly caseId: string
  readonly owner: string
  readonly dueAt: Instant
  readonly status: 'open' | 'done' | 'verified'
  readonly overdue: boolean
}

export interface Round {
  readonly status: 'committed' | 'abandoned' | 'revealed' | 'closed'
  readonly roundId: string
  readonly period: { readonly from: Instant; readonly to: Instant }
  readonly seedSha256: string
  readonly rates: readonly Rate[]
  readonly committedBy: string
  readonly committedAt: Instant
  readonly abandoned?: { readonly by: string; readonly at: Instant; readonly reason: AbandonReason }
  /** By case. */
  readonly checks: Readonly<Record<string, Check>>
  readonly actions: Readonly<Record<string, CorrectiveAction>>
}

export type SpotCheck = { readonly status: 'none' } | Round

export const NO_ROUND: SpotCheck = { status: 'none' }

/** Nothing is left to check, and every finding has an action that helped. */
export const isSolved = ({ checks, actions }: Round): boolean =>
  Object.entries(checks).every(([caseId, { ok }]) => {
    const taken = Object.values(actions).filter((action) => action.caseId === caseId)
    return ok === true || (ok === false && taken.length > 0 && taken.every(({ status }) => status === 'verified'))
  })
