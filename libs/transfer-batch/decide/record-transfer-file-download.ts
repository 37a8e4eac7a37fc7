import { millisecondsBetween, type Decision } from '@recourse/kernel'
import type { RecordTransferFileDownload } from '../commands.js'
import { TransferFileDownloaded } from '../events/index.js'
import type { CutBatch } from '../state.js'

const DAY_ms = 86_400_000

/** Of the same person once a day. */
export const recordTransferFileDownload = ({ actor, now }: RecordTransferFileDownload, { fileSha256, downloads }: CutBatch): Decision => {
  const last = Object.hasOwn(downloads, actor.id) ? downloads[actor.id] : undefined
  return last !== undefined && millisecondsBetween(last, now) < DAY_ms ? [] : [TransferFileDownloaded({ fileSha256 })]
}
