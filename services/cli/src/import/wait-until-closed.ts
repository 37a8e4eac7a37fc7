import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceClient } from '../client.js'
import { pages } from '../pages.js'

interface CaseRow {
  readonly caseId: string
  readonly phase: string
}

/** In the order in which a case goes through them, so that one which moves on while we read is met again. */
const OPEN_PHASES = ['intake', 'review', 'settlement', 'decision', 'appeal', 'payout', 'receipt'] as const

export interface Waiting {
  readonly cases: ReadonlyMap<string, number>
  /** Place in the event log that the list must have seen, so that a case which is not in it is closed and not merely unknown. */
  readonly position: string
  readonly pack: string
  /** Give up when nothing was closed for so long. */
  readonly patience_ms: number
  readonly onProgress: (closed: number) => void
}

/** Waits until the cases are closed. Answers those that still are not, with their phase: empty when all is done. */
export const waitUntilClosed = async (audit: ServiceClient, { cases, position, pack, patience_ms, onProgress }: Waiting): Promise<ReadonlyMap<string, string>> => {
  let stillOpen = new Map<string, string>()
  let fewest = Infinity
  let until = 0
  // A case can also go back a phase, past the place where we read: so nothing found counts only the second time.
  for (let timesNothing = 0; timesNothing < 2;) {
    stillOpen = await openAmong(audit, cases, position, pack)
    onProgress(cases.size - stillOpen.size)
    timesNothing = stillOpen.size === 0 ? timesNothing + 1 : 0
    if (stillOpen.size < fewest) {
      fewest = stillOpen.size
      until = Date.now() + patience_ms
    } else if (Date.now() > until) break
    if (stillOpen.size > 0) await sleep(500)
  }
  return stillOpen
}

const openAmong = async (audit: ServiceClient, cases: ReadonlyMap<string, number>, position: string, pack: string): Promise<Map<string, string>> => {
  const open = new Map<string, string>()
  if (cases.size === 0) return open
  for (const phase of OPEN_PHASES) {
    for await (const row of pages<CaseRow>(audit, '/refund-cases', { phase, pack, min_position: position })) {
      if (cases.has(row.caseId)) open.set(row.caseId, row.phase)
    }
  }
  return open
}
