import type { Role } from '@recourse/kernel'
import type { ServiceClient } from './client.js'
import { clientFor, type Context } from './context.js'
import { SERVICES } from './settings.js'

/** A projection, policy or relay, in whichever process it runs: every service tells of all of them. */
export interface ConsumerRow {
  readonly consumer: string
  readonly kind: string
  readonly generation: number
  readonly position: string
  /** Position of the newest event in the log. */
  readonly head: string
  readonly events: number
  readonly behind: boolean
  readonly lag_seconds: number
  readonly quarantined: number
  readonly last_error: string | null
  /** The process that works for it; null when nobody does. */
  readonly holder: string | null
}

export interface RebuildProgress {
  readonly id: string
  readonly projection: string
  readonly status: 'requested' | 'running' | 'switched' | 'failed'
  /** Handled so far. */
  readonly events: number
  /** Null until it is over, and when old and new rows differ on purpose. */
  readonly comparison: { readonly equal: boolean; readonly rows_after: number; readonly rows_differing: number } | null
  readonly error: string | null
}

export interface QuarantineRow {
  readonly id: string
  readonly consumer: string
  readonly stream: string
  readonly version: number
  readonly event_type: string
  readonly error: string
  readonly attempts: number
  readonly status: string
}

/** Any service answers for the whole installation. @throws CommandFailed when none is known */
export const operations = (context: Context, role: Role): ServiceClient =>
  clientFor(context, SERVICES.find((service) => context.settings.urls[service]) ?? 'intake', role)

export const listOf = async <T>(client: ServiceClient, path: string): Promise<readonly T[]> => (await client.get<{ items: T[] }>(path)).items
