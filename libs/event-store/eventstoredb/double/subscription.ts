import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import { filterOf } from './filter.js'
import { caughtUpResponse, checkpointResponse, confirmationResponse, eventResponse } from './messages.js'
import type { ServerNode } from './node.js'
import type { Outlet } from './outlet.js'
import type { ServerLog } from './server-log.js'

/** No position, as an unsigned number. Servers from 24.2 to 24.10.4 call it a checkpoint when nothing passed the filter before they were live. */
const NOWHERE = 2n ** 64n - 1n

/**
 * A catch-up subscription to $all: confirmation, history after the position, "caught up", then live. Its checkpoints are what servers have sent:
 * through what the filter hides, with a prepare position of 0, and a wrong one on the way to live.
 */
export const followAll = async (node: ServerNode, outlet: Outlet, options: ReadReq.Options): Promise<void> => {
  const { log, subscriptions } = node
  const drop = outlet.fail.bind(outlet)
  subscriptions.add(drop)
  outlet.gone.addEventListener('abort', () => subscriptions.delete(drop))
  const passes = filterOf(options.getFilter())
  const checkpointEvery = (options.getFilter()?.getMax() ?? 0) * (options.getFilter()?.getCheckpointintervalmultiplier() ?? 0)
  let next = firstIndex(log, options.getAll()!)
  let sinceCheckpoint = 0
  let caughtUp = false
  let sent: bigint | undefined
  await outlet.send(confirmationResponse(crypto.randomUUID()))
  while (!outlet.gone.aborted) {
    if (next >= log.readable) {
      if (!caughtUp) {
        await outlet.send(checkpointResponse(sent ?? NOWHERE))
        await outlet.send(caughtUpResponse())
      }
      caughtUp = true
      await nextIndexed(log, outlet.gone, next)
      continue
    }
    const record = log.records[next]!
    next += 1
    sinceCheckpoint += 1
    if (passes(record)) {
      sent = record.position
      await outlet.send(eventResponse(record))
    }
    if (sinceCheckpoint === checkpointEvery) {
      sinceCheckpoint = 0
      await outlet.send(checkpointResponse(record.position))
    }
  }
}

/** A subscription begins after the position it is given. */
const firstIndex = (log: ServerLog, from: ReadReq.Options.AllOptions): number => {
  const position = from.getPosition()
  if (!position) return from.hasEnd() ? log.readable : 0
  const commit = BigInt(position.getCommitPosition())
  const index = log.indexOf(commit)
  const isExact = log.records[index]?.position === commit && BigInt(position.getPreparePosition()) >= commit
  return isExact ? index + 1 : index
}

const nextIndexed = (log: ServerLog, gone: AbortSignal, next: number): Promise<void> =>
  new Promise((resolve) => {
    if (log.readable > next || gone.aborted) return resolve()
    const wake = (): void => {
      forget()
      gone.removeEventListener('abort', wake)
      resolve()
    }
    const forget = log.onIndexed(wake)
    gone.addEventListener('abort', wake)
  })
