import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { LogRecord } from './server-log.js'

/** Which records a read or a subscription lets pass: by prefixes or an expression over stream names or event types. */
export const filterOf = (filter: ReadReq.Options.FilterOptions | undefined): ((record: LogRecord) => boolean) => {
  if (!filter) return () => true
  const expression = filter.getStreamIdentifier() ?? filter.getEventType()!
  const textOf = (record: LogRecord): string => (filter.hasStreamIdentifier() ? record.streamId : record.type)
  const prefixes = expression.getPrefixList()
  if (prefixes.length > 0) return (record) => prefixes.some((prefix) => textOf(record).startsWith(prefix))
  const regex = new RegExp(expression.getRegex())
  return (record) => regex.test(textOf(record))
}
