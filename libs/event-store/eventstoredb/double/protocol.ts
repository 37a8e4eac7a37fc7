import { createRequire } from 'node:module'
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js'
import type * as StreamsServices from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js'

const require = createRequire(import.meta.url)

/** The service definitions and messages that the client package ships; CommonJS whose export names no static analysis finds. */
export const { StreamsService } = require('@eventstore/db-client/generated/streams_grpc_pb.js') as typeof StreamsServices
export const { AppendReq, AppendResp, ReadReq, ReadResp } = require('@eventstore/db-client/generated/streams_pb.js') as typeof Streams
export const { Empty, StreamIdentifier, UUID } = require('@eventstore/db-client/generated/shared_pb.js') as typeof Shared
