import { Metadata, status, type ServiceError } from '@grpc/grpc-js'

const refuse = (code: status, details: string, metadata: Record<string, string> = {}): ServiceError => {
  const entries = new Metadata()
  for (const [name, value] of Object.entries(metadata)) entries.set(name, value)
  return Object.assign(new Error(details), { code, details, metadata: entries })
}

/** The server's errors with the metadata by which clients know them (RpcExceptions). */
export const accessDenied = (): ServiceError => refuse(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' })

export const notLeader = (host: string, port: number): ServiceError =>
  refuse(status.NOT_FOUND, 'Leader info available', { 'exception': 'not-leader', 'leader-endpoint-host': host, 'leader-endpoint-port': String(port) })

export const streamDeleted = (streamId: string): ServiceError =>
  refuse(status.FAILED_PRECONDITION, `Event stream '${streamId}' is deleted.`, { 'exception': 'stream-deleted', 'stream-name': streamId })

export const maxAppendSizeExceeded = (size: number): ServiceError =>
  refuse(status.INVALID_ARGUMENT, `Maximum Append Size of ${size} Exceeded.`, { 'exception': 'maximum-append-size-exceeded', 'maximum-append-size': String(size) })

export const invalidPosition = (): ServiceError => refuse(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.')

export const timedOut = (message: string): ServiceError => refuse(status.ABORTED, `Operation timed out: ${message}`)
