import type { Command, Instant } from '@recourse/kernel'
import type { Pack } from '../pack-schema.js'
import type { PublishedVersion } from './state.js'

/** What the installation ships under the same id. */
export type ShippedVersion = Pick<PublishedVersion, 'sha256' | 'pack'>

/** `pack` was compiled (`compilePack`). The same content again is nothing to do. */
export type PublishPolicyPack = Command<'PublishPolicyPack', { readonly pack: Pack; readonly facts: { readonly shipped: readonly ShippedVersion[] } }>
/** At the deadline; one that was moved in the meantime is nothing to do. */
export type MarkClauseReviewOverdue = Command<'MarkClauseReviewOverdue', { readonly version: string; readonly reviewBy: Instant }>
/** `reviewBy` is when the next check is due. */
export type ConfirmClauseReview = Command<'ConfirmClauseReview', { readonly version: string; readonly reviewBy: Instant }>

export type PolicyPackCommand = PublishPolicyPack | MarkClauseReviewOverdue | ConfirmClauseReview
