import type { Instant, Money } from '@recourse/kernel'

/** One refund in a batch, by its number at the channel. Who gets it stands in the file only. */
export interface BatchedInstruction {
  readonly outRefundNo: string
  readonly amount: Money
}

/** What the bank says of one instruction; `code` in the channels' own codes. */
export interface ReturnedResult {
  readonly outRefundNo: string
  readonly outcome: ReturnOutcome
  readonly code?: string | undefined
}

export const RETURN_OUTCOMES = ['paid', 'failed', 'returned'] as const

export type ReturnOutcome = (typeof RETURN_OUTCOMES)[number]

/** Why a checker lets a batch not leave. */
export const REJECTION_REASONS = ['WRONG_PAYEE', 'WRONG_AMOUNT', 'NOT_DUE', 'OTHER'] as const

export type RejectionReason = (typeof REJECTION_REASONS)[number]

/** `approved` = it is on its way, `sent` = the bank has it. */
export type BatchStatus = 'cut' | 'approved' | 'rejected' | 'sent'

export interface CutBatch {
  readonly status: BatchStatus
  readonly channel: string
  /** SHA-256 (hex) of the exact bytes of the file. */
  readonly fileSha256: string
  readonly instructions: readonly BatchedInstruction[]
  readonly total: Money
  readonly maker: string
  readonly cutAt: Instant
  /** Who approved or rejected it, and when. */
  readonly checker?: string
  readonly decidedAt?: Instant
  /** Why it did not leave; `REFUSED_BY_BANK` when the bank took none of it. */
  readonly rejection?: string
  readonly sentAt?: Instant
  /** When each person was last given the file. */
  readonly downloads: Readonly<Record<string, Instant>>
  /** SHA-256 of the return files that were read, by their numbers. */
  readonly returnFiles: Readonly<Record<string, string>>
  /** The newest that the bank says of each instruction. */
  readonly results: Readonly<Record<string, ReturnedResult>>
}

export type TransferBatch = { readonly status: 'none' } | CutBatch

export const NO_BATCH: TransferBatch = { status: 'none' }
