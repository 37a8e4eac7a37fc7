import { Metadata, status, type sendUnaryData, type ServerReadableStream, type ServerWritableStream } from '@grpc/grpc-js'
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { appendResponse, eventResponse, expectedRevisionOf, proposedEventOf, streamIdOf, streamNotFoundResponse } from './messages.js'
import { Outlet } from './outlet.js'
import type { Appended, ExpectedRevision, LogRecord, ProposedEvent, ServerLog } from './server-log.js'
import { followAll } from './subscription.js'

type ReadCall = ServerWritableStream<ReadReq, ReadResp>
type AppendCall = ServerReadableStream<AppendReq, AppendResp>

/** How a server says "wrong version": in the response, or (20.6 and earlier) as an error with metadata. */
export type WrongVersionChannel = 'response' | 'error'

export const appendHandler = (log: ServerLog, channel: WrongVersionChannel) => (call: AppendCall, respond: sendUnaryData<AppendResp>): void => {
  let streamId = ''
  let expected: ExpectedRevision = 'any'
  const events: ProposedEvent[] = []
  call.on('data', (message: AppendReq) => {
    const options = message.getOptions()
    if (options) {
      streamId = streamIdOf(options.getStreamIdentifier())
      expected = expectedRevisionOf(options)
    } else events.push(proposedEventOf(message.getProposedMessage()!))
  })
  call.on('error', () => undefined)
  call.on('end', () => {
    const appended = log.append(streamId, expected, events)
    if (appended.outcome === 'wrong-version' && channel === 'error') respond(wrongVersionError(streamId, expected, appended))
    else respond(null, appendResponse(expected, appended))
  })
}

const wrongVersionError = (streamId: string, expected: ExpectedRevision, { current }: Extract<Appended, { outcome: 'wrong-version' }>) => {
  const metadata = new Metadata()
  metadata.set('exception', 'wrong-expected-version')
  metadata.set('stream-name', streamId)
  metadata.set('expected-version', String(expected === 'no_stream' ? -1 : expected))
  if (current !== undefined) metadata.set('actual-version', String(current))
  return { code: status.FAILED_PRECONDITION, details: 'wrong expected version', metadata }
}

const FORWARDS = 0

export const readHandler = (log: ServerLog) => async (call: ReadCall): Promise<void> => {
  const outlet = new Outlet(call)
  const options = call.request.getOptions()!
  if (options.hasSubscription()) return followAll(log, outlet, options)
  const records = options.hasStream() ? recordsOfStream(log, options) : recordsOfAll(log, options)
  if (!records) await outlet.send(streamNotFoundResponse(streamIdOf(options.getStream()!.getStreamIdentifier())))
  for (const record of records?.slice(0, Number(options.getCount())) ?? []) await outlet.send(eventResponse(record))
  outlet.end()
}

/** Undefined when there is no such stream. Both directions include the revision asked for. */
const recordsOfStream = (log: ServerLog, options: ReadReq.Options): readonly LogRecord[] | undefined => {
  const from = options.getStream()!
  const stream = log.stream(streamIdOf(from.getStreamIdentifier()))
  if (!stream) return undefined
  if (options.getReadDirection() === FORWARDS) return stream.slice(from.hasRevision() ? Number(from.getRevision()) : 0)
  return stream.slice(0, from.hasRevision() ? Number(from.getRevision()) + 1 : stream.length).toReversed()
}

/** Forwards includes the position asked for, backwards begins before it. */
const recordsOfAll = (log: ServerLog, options: ReadReq.Options): readonly LogRecord[] => {
  const from = options.getAll()!
  const position = from.getPosition()
  const index = position && log.indexOf(BigInt(position.getCommitPosition()))
  if (options.getReadDirection() === FORWARDS) return log.records.slice(index ?? (from.hasEnd() ? log.records.length : 0))
  return log.records.slice(0, index ?? (from.hasStart() ? 0 : log.records.length)).toReversed()
}
