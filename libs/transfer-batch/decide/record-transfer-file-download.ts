import { millisecondsBetween, type Decision } from '@recourse/kernel'
import type { RecordTransferFileDownload } from '../commands.js'
import { TransferFileDownloaded } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { CutBatch } from '../state.js'

const DAY_ms = 86_400_000
/** Finance looks into a file as long as transfers commonly come back. */
const OPEN_ms = 30 * DAY_ms

/** Recorded of the same person once a day. */
export const recordTransferFileDownload = ({ actor, now }: RecordTransferFileDownload, { fileSha256, downloads, sentAt }: CutBatch): Decision => {
  if (sentAt !== undefined && millisecondsBetween(sentAt, now) > OPEN_ms && !actor.roles.includes('auditor')) return refuse('FileArchived')
  const last = Object.hasOwn(downloads, actor.id) ? downloads[actor.id] : undefined
  return last !== undefined && millisecondsBetween(last, now) < DAY_ms ? [] : [TransferFileDownloaded({ fileSha256 })]
}
