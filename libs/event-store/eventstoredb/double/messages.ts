import type { AppendReq as AppendRequest, AppendResp as AppendResponse, ReadResp as ReadResponse } from '@eventstore/db-client/generated/streams_pb.js'
import type { StreamIdentifier as Identifier } from '@eventstore/db-client/generated/shared_pb.js'
import { AppendResp, Empty, ReadResp, StreamIdentifier, UUID } from './protocol.js'
import type { Appended, ExpectedRevision, LogRecord, ProposedEvent } from './server-log.js'

const TICKS_PER_MS = 10_000

export const streamIdOf = (identifier: Identifier | undefined): string => Buffer.from(identifier!.getStreamName_asU8()).toString('utf8')

const identifierOf = (streamId: string): Identifier => new StreamIdentifier().setStreamName(Buffer.from(streamId, 'utf8'))

export const expectedRevisionOf = (options: AppendRequest.Options): ExpectedRevision => {
  if (options.hasNoStream()) return 'no_stream'
  if (options.hasStreamExists()) return 'stream_exists'
  return options.hasAny() ? 'any' : Number(options.getRevision())
}

export const proposedEventOf = (message: AppendRequest.ProposedMessage): ProposedEvent => ({
  id: message.getId()!.getString(),
  type: message.getMetadataMap().get('type')!,
  contentType: message.getMetadataMap().get('content-type')!,
  data: message.getData_asU8(),
  customMetadata: message.getCustomMetadata_asU8(),
})

/** What the server counts against its largest append (Event.SizeOnDisk). */
export const sizeOf = ({ type, data, customMetadata }: ProposedEvent): number => 2 * type.length + data.length + customMetadata.length

/** As the server answers a plain Append: "wrong version" is an ordinary response. The position is that of the last event, also for a repetition. */
export const appendResponse = (expected: ExpectedRevision, appended: Exclude<Appended, { outcome: 'dropped' | 'deleted' }>): AppendResponse => {
  if (appended.outcome === 'wrong-version') return new AppendResp().setWrongExpectedVersion(wrongVersion(expected, appended.current))
  const success = new AppendResp.Success().setCurrentRevision(String(appended.revision))
  const position = new AppendResp.Position().setCommitPosition(String(appended.position)).setPreparePosition(String(appended.position))
  return new AppendResp().setSuccess(success.setPosition(position))
}

const wrongVersion = (expected: ExpectedRevision, current: bigint | undefined): AppendResponse.WrongExpectedVersion => {
  const wrong = new AppendResp.WrongExpectedVersion()
  if (current === undefined) wrong.setCurrentNoStream(new Empty())
  else wrong.setCurrentRevision(String(current))
  if (expected === 'no_stream') return wrong.setExpectedNoStream(new Empty())
  if (expected === 'stream_exists') return wrong.setExpectedStreamExists(new Empty())
  return expected === 'any' ? wrong.setExpectedAny(new Empty()) : wrong.setExpectedRevision(String(expected))
}

export const eventResponse = (record: LogRecord): ReadResponse => {
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(record.id))
    .setStreamIdentifier(identifierOf(record.streamId))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setCustomMetadata(record.customMetadata)
    .setData(record.data)
  recorded.getMetadataMap().set('type', record.type).set('content-type', record.contentType).set('created', String(record.created_ms * TICKS_PER_MS))
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(record.position)))
}

export const streamNotFoundResponse = (streamId: string): ReadResponse =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(streamId)))

export const confirmationResponse = (subscriptionId: string): ReadResponse =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId))

export const caughtUpResponse = (): ReadResponse => new ReadResp().setCaughtUp(new ReadResp.CaughtUp())

/** Checkpoints of real servers have been seen with a prepare position of 0 (KurrentDB #3989). */
export const checkpointResponse = (position: bigint): ReadResponse =>
  new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition('0'))
