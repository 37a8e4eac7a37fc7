import type { Instant } from '@recourse/kernel'
import type { Pack } from '../pack-schema.js'

export interface PublishedVersion {
  readonly version: string
  readonly sha256: string
  readonly effectiveFrom: Instant
  /** When its clauses must have been checked again: as published, or as moved since. */
  readonly reviewBy: Instant
  readonly reviewOverdue: boolean
  readonly pack: Pack
}

/** All published versions of one pack of one tenant, oldest first. */
export interface PublishedPack {
  readonly versions: readonly PublishedVersion[]
}

export const NOTHING_PUBLISHED: PublishedPack = { versions: [] }
