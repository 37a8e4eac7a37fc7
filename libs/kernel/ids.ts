import { hash } from 'node:crypto'

export const RECOURSE_NAMESPACE = '6f2d3c1e-5b0a-5c57-9d8e-3a1f6b7c2d90'

/** Name-based UUID (RFC 9562 version 5): the same namespace and name always give the same id. */
export const uuidv5 = (name: string, namespace: string = RECOURSE_NAMESPACE): string => {
  const bytes = hash('sha1', Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name)]), 'buffer').subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A tenant's name: part of stream names, NATS subjects and table keys, so it is kept to characters that are safe in all of them. */
export const TENANT_PATTERN = /^[a-z0-9][a-z0-9_]{0,31}$/

/** `<category>-<tenant>.<id>`, for example `refundCase-demo.0192…`; EventStoreDB takes what stands before the first dash as the category. */
export const streamName = (category: string, tenant: string, id: string): string => `${category}-${tenant}.${id}`

const STREAM = /^([a-zA-Z]+)-([a-z0-9][a-z0-9_]{0,31})\.(.+)$/

export interface StreamParts {
  category: string
  tenant: string
  id: string
}

/** @throws Error when the name was not made by `streamName`. */
export const parseStreamName = (stream: string): StreamParts => {
  const match = STREAM.exec(stream)
  if (!match) throw new Error(`not a stream of Recourse: ${stream}`)
  return { category: match[1]!, tenant: match[2]!, id: match[3]! }
}

/** Orders keep the shop's own numbers in their events; their streams need an id that is safe in subjects, so it is derived. */
export const orderStreamId = (tenant: string, orderId: string): string => uuidv5(`order/${tenant}/${orderId}`)
