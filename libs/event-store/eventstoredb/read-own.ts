import { createRequire } from 'node:module'
import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client'
import type { ReadStream as ServerReadStream } from '@eventstore/db-client/dist/streams/utils/ReadStream.js'
import type * as Utils from '@eventstore/db-client/dist/utils/index.js'
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js'
import type * as StreamsServices from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js'

const require = createRequire(import.meta.url)
const { ReadStream } = require('@eventstore/db-client/dist/streams/utils/ReadStream.js') as { ReadStream: typeof ServerReadStream }
const { convertGrpcEvent } = require('@eventstore/db-client/dist/utils/index.js') as typeof Utils
const { Empty } = require('@eventstore/db-client/generated/shared_pb.js') as typeof Shared
const { StreamsClient } = require('@eventstore/db-client/generated/streams_grpc_pb.js') as typeof StreamsServices
const { ReadReq } = require('@eventstore/db-client/generated/streams_pb.js') as typeof Streams

/** Records the server looks through at a time for one that the filter lets pass. */
export const SEARCH_WINDOW = 1_000

const DIRECTION = { forwards: ReadReq.Options.ReadDirection.FORWARDS, backwards: ReadReq.Options.ReadDirection.BACKWARDS }

/** What the client's own reads are made of; its types keep it from others. */
interface Inside {
  GRPCStreamCreator(service: unknown, name: string, create: (service: StreamsServices.StreamsClient) => unknown): () => Promise<never>
  callArguments(options: { requiresLeader: boolean }, callOptions: { deadline: number }): [never, never]
}

export interface OwnRead {
  readonly direction: keyof typeof DIRECTION
  /** The event at a position is included forwards, and not backwards. */
  readonly from: { readonly commit: bigint; readonly prepare: bigint } | 'start' | 'end'
  readonly count: number
  /** .NET's, over the names of streams. */
  readonly streams: string
}

/** A read of $all that the server filters. The server can from 21.10 on; this client can filter subscriptions only. */
export const readOwn = (client: EventStoreDBClient, read: OwnRead): ServerReadStream<ResolvedEvent> => {
  const inside = client as unknown as Inside
  const create = inside.GRPCStreamCreator(StreamsClient, 'readAll', (service) =>
    service.read(requestOf(read), ...inside.callArguments({ requiresLeader: true }, { deadline: Infinity })))
  return new ReadStream<ResolvedEvent>(create, convertGrpcEvent, {})
}

const requestOf = ({ direction, from, count, streams }: OwnRead): Streams.ReadReq => {
  const options = new ReadReq.Options()
    .setAll(allFrom(from))
    .setReadDirection(DIRECTION[direction])
    .setCount(String(count))
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()))
    .setFilter(new ReadReq.Options.FilterOptions()
      .setStreamIdentifier(new ReadReq.Options.FilterOptions.Expression().setRegex(streams))
      .setMax(SEARCH_WINDOW))
  return new ReadReq().setOptions(options)
}

const allFrom = (from: OwnRead['from']): Streams.ReadReq.Options.AllOptions => {
  const all = new ReadReq.Options.AllOptions()
  if (from === 'start') return all.setStart(new Empty())
  if (from === 'end') return all.setEnd(new Empty())
  return all.setPosition(new ReadReq.Options.Position().setCommitPosition(String(from.commit)).setPreparePosition(String(from.prepare)))
}
