import { ErrorType, isCommandError } from '@eventstore/db-client'
import { StoreUnavailable, VersionConflict } from '../port.js'

/** Answers of the server that no waiting will change. */
const FINAL: ReadonlySet<string> = new Set([
  ErrorType.ACCESS_DENIED, ErrorType.INVALID_ARGUMENT, ErrorType.STREAM_DELETED, ErrorType.STREAM_NOT_FOUND, ErrorType.UNSUPPORTED,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED, ErrorType.MISSING_REQUIRED_METADATA_PROPERTY, ErrorType.WRONG_EXPECTED_VERSION,
])

const isOurOwn = (error: unknown): boolean => [VersionConflict, StoreUnavailable, TypeError, RangeError].some((type) => error instanceof type)

/**
 * Everything that is neither a final answer nor a mistake of ours means that the server is away, busy or elsewhere: raw gRPC errors
 * (unavailable, deadline, a reset stream), a new leader, a failed discovery.
 */
export const asStoreError = (error: unknown): unknown => {
  if (isOurOwn(error)) return error
  if (error instanceof Error && isCommandError(error) && FINAL.has((error as { type?: string }).type ?? '')) return error
  return new StoreUnavailable(error instanceof Error ? error.message : String(error), { cause: error })
}
