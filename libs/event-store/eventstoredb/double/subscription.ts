import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import { caughtUpResponse, checkpointResponse, confirmationResponse, eventResponse } from './messages.js'
import type { Outlet } from './outlet.js'
import type { LogRecord, ServerLog } from './server-log.js'

/** A catch-up subscription to $all: confirmation, history after the position, "caught up", then live, with checkpoints through what the filter hides. */
export const followAll = async (log: ServerLog, outlet: Outlet, options: ReadReq.Options): Promise<void> => {
  const passes = filterOf(options.getFilter())
  const checkpointEvery = (options.getFilter()?.getMax() ?? 0) * (options.getFilter()?.getCheckpointintervalmultiplier() ?? 0)
  let next = firstIndex(log, options.getAll()!)
  let sinceCheckpoint = 0
  let caughtUp = false
  await outlet.send(confirmationResponse(crypto.randomUUID()))
  while (!outlet.gone.aborted) {
    const record = log.records[next]
    if (!record) {
      if (!caughtUp) await outlet.send(caughtUpResponse())
      caughtUp = true
      await nextAppend(log, outlet.gone, next)
      continue
    }
    next += 1
    sinceCheckpoint += 1
    if (passes(record)) await outlet.send(eventResponse(record))
    if (sinceCheckpoint === checkpointEvery) {
      sinceCheckpoint = 0
      await outlet.send(checkpointResponse(record.position))
    }
  }
}

/** A subscription begins after the position it is given. */
const firstIndex = (log: ServerLog, from: ReadReq.Options.AllOptions): number => {
  const position = from.getPosition()
  if (!position) return from.hasEnd() ? log.records.length : 0
  const commit = BigInt(position.getCommitPosition())
  const index = log.indexOf(commit)
  const isExact = log.records[index]?.position === commit && BigInt(position.getPreparePosition()) >= commit
  return isExact ? index + 1 : index
}

const filterOf = (filter: ReadReq.Options.FilterOptions | undefined): ((record: LogRecord) => boolean) => {
  if (!filter) return () => true
  const expression = filter.getStreamIdentifier() ?? filter.getEventType()!
  const textOf = (record: LogRecord): string => (filter.hasStreamIdentifier() ? record.streamId : record.type)
  const prefixes = expression.getPrefixList()
  if (prefixes.length > 0) return (record) => prefixes.some((prefix) => textOf(record).startsWith(prefix))
  const regex = new RegExp(expression.getRegex())
  return (record) => regex.test(textOf(record))
}

const nextAppend = (log: ServerLog, gone: AbortSignal, next: number): Promise<void> =>
  new Promise((resolve) => {
    if (log.records.length > next || gone.aborted) return resolve()
    const wake = (): void => {
      forget()
      gone.removeEventListener('abort', wake)
      resolve()
    }
    const forget = log.onAppend(wake)
    gone.addEventListener('abort', wake)
  })
