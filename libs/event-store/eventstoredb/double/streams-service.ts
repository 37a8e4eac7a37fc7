import { setTimeout as delay } from 'node:timers/promises'
import type { sendUnaryData, ServerReadableStream, ServerWritableStream } from '@grpc/grpc-js'
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { invalidPosition, maxAppendSizeExceeded, streamDeleted, timedOut } from './errors.js'
import { filterOf } from './filter.js'
import { appendResponse, eventResponse, expectedRevisionOf, proposedEventOf, sizeOf, streamIdOf, streamNotFoundResponse } from './messages.js'
import { refusalOf, type ServerNode } from './node.js'
import { Outlet } from './outlet.js'
import type { ExpectedRevision, LogRecord, ProposedEvent, ServerLog } from './server-log.js'
import { followAll } from './subscription.js'

type ReadCall = ServerWritableStream<ReadReq, ReadResp>
type AppendCall = ServerReadableStream<AppendReq, AppendResp>

const MAX_APPEND_SIZE = 1024 * 1024
/** The server's CommitTimeoutMs is 2,000. */
const COMMIT_TIMEOUT_MS = 200

export const appendHandler = (node: ServerNode) => (call: AppendCall, respond: sendUnaryData<AppendResp>): void => {
  let streamId = ''
  let expected: ExpectedRevision = 'any'
  let size = 0
  let refusal = refusalOf(node, call.metadata)
  const events: ProposedEvent[] = []
  call.on('data', (message: AppendReq) => {
    const options = message.getOptions()
    if (options) {
      streamId = streamIdOf(options.getStreamIdentifier())
      expected = expectedRevisionOf(options)
      return
    }
    const event = proposedEventOf(message.getProposedMessage()!)
    size += sizeOf(event)
    if (size > MAX_APPEND_SIZE) refusal ??= maxAppendSizeExceeded(MAX_APPEND_SIZE)
    else events.push(event)
  })
  call.on('error', () => undefined)
  call.on('end', () => {
    if (refusal) respond(refusal)
    else void append(node.log, streamId, expected, events, respond)
  })
}

const append = async (log: ServerLog, streamId: string, expected: ExpectedRevision, events: readonly ProposedEvent[], respond: sendUnaryData<AppendResp>): Promise<void> => {
  const appended = await log.append(streamId, expected, events)
  if (appended.outcome === 'deleted') return respond(streamDeleted(streamId))
  if (appended.outcome !== 'dropped') return respond(null, appendResponse(expected, appended))
  await delay(COMMIT_TIMEOUT_MS)
  respond(timedOut('Commit phase timeout.'))
}

const FORWARDS = 0

export const readHandler = (node: ServerNode) => async (call: ReadCall): Promise<void> => {
  const outlet = new Outlet(call)
  const options = call.request.getOptions()!
  const refusal = refusalOf(node, call.metadata)
  if (refusal) return outlet.fail(refusal)
  if (options.hasSubscription()) return followAll(node, outlet, options)
  return options.hasStream() ? readStream(node.log, outlet, options) : readAll(node.log, outlet, options)
}

/** Both directions include the revision asked for. */
const readStream = async (log: ServerLog, outlet: Outlet, options: ReadReq.Options): Promise<void> => {
  const from = options.getStream()!
  const streamId = streamIdOf(from.getStreamIdentifier())
  const stream = log.stream(streamId)
  if (stream === 'deleted') return outlet.fail(streamDeleted(streamId))
  if (!stream) await outlet.send(streamNotFoundResponse(streamId))
  const revision = from.hasRevision() ? Number(from.getRevision()) : undefined
  const records = options.getReadDirection() === FORWARDS ? stream?.slice(revision ?? 0) : stream?.slice(0, (revision ?? stream.length) + 1).toReversed()
  await sendAll(outlet, records?.slice(0, Number(options.getCount())) ?? [])
}

/** Forwards includes the position asked for, backwards begins before it. A position at which nothing stands is refused, as by servers from 24.2 on. */
const readAll = async (log: ServerLog, outlet: Outlet, options: ReadReq.Options): Promise<void> => {
  const from = options.getAll()!
  const position = from.getPosition()
  const commit = position && BigInt(position.getCommitPosition())
  const index = commit === undefined ? undefined : log.indexOf(commit)
  if (index !== undefined && log.records[index] && log.records[index].position !== commit) return outlet.fail(invalidPosition())
  const forwards = options.getReadDirection() === FORWARDS
  const start = index ?? (from.hasEnd() ? log.readable : 0)
  const passes = filterOf(options.getFilter())
  const found: LogRecord[] = []
  for (let at = forwards ? start : start - 1; at >= 0 && at < log.readable && found.length < Number(options.getCount()); at += forwards ? 1 : -1) {
    if (options.hasFilter()) log.considered += 1
    if (passes(log.records[at]!)) found.push(log.records[at]!)
  }
  await sendAll(outlet, found)
}

const sendAll = async (outlet: Outlet, records: readonly LogRecord[]): Promise<void> => {
  for (const record of records) await outlet.send(eventResponse(record))
  outlet.end()
}
