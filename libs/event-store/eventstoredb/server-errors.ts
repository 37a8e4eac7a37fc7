import { StreamNotFoundError, WrongExpectedVersionError, isCommandError } from '@eventstore/db-client'
import { status } from '@grpc/grpc-js'
import { StoreUnavailable, VersionConflict } from '../port.js'

/** Answers of the server that no waiting will change: too large, no such position, deleted, not allowed, not known. */
const FINAL: ReadonlySet<unknown> = new Set([
  status.INVALID_ARGUMENT, status.FAILED_PRECONDITION, status.PERMISSION_DENIED, status.UNAUTHENTICATED, status.UNIMPLEMENTED,
])

/** Mistakes of ours, and answers that the client reads out of a message instead of an error. */
const AS_THEY_ARE = [VersionConflict, StoreUnavailable, TypeError, RangeError, StreamNotFoundError, WrongExpectedVersionError]

export const isInvalidArgument = (error: unknown): boolean => codeOf(error) === status.INVALID_ARGUMENT

/**
 * Everything that is neither a final answer nor a mistake of ours means that the server is away, busy or elsewhere: raw gRPC errors
 * (unavailable, deadline, a reset stream), a new leader, a failed discovery.
 */
export const asStoreError = (error: unknown): unknown => {
  if (AS_THEY_ARE.some((type) => error instanceof type) || FINAL.has(codeOf(error))) return error
  return new StoreUnavailable(error instanceof Error ? error.message : String(error), { cause: error })
}

const codeOf = (error: unknown): unknown => (error instanceof Error && isCommandError(error) ? (error as { code?: unknown }).code : undefined)
