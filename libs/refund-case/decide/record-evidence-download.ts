import type { Decision } from '@recourse/kernel'
import { shanghaiDay } from '@recourse/policy'
import type { RecordEvidenceDownload } from '../commands.js'
import { EvidenceDownloaded } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'

/** So that looking at evidence cannot fill a case up to its limit of events. */
export const STAFF_DOWNLOADS_LIMIT = 120

/**
 * In any phase. Staff are recorded once a day for a file, the customer once for a file of their own: a page that is opened again says nothing new,
 * and no customer can use up what staff may look at.
 */
export const recordEvidenceDownload = ({ evidenceId, actor, now }: RecordEvidenceDownload, { customer, evidence, downloads }: OpenedCase): Decision => {
  if (!evidence.some(({ id }) => id === evidenceId)) return refuse('UnknownEvidence', { evidenceId })
  const own = downloads.filter((download) => download.by === actor.id && download.evidenceId === evidenceId)
  const isRecorded = actor.id === customer ? own.length > 0 : own.some(({ on }) => on === shanghaiDay(now))
  if (isRecorded) return []
  const byStaff = downloads.filter(({ by }) => by !== customer).length
  return actor.id !== customer && byStaff >= STAFF_DOWNLOADS_LIMIT ? refuse('TooManyDownloads', { limit: STAFF_DOWNLOADS_LIMIT }) : [EvidenceDownloaded({ evidenceId })]
}
