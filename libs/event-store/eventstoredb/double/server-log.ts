/** An event as the server keeps it. */
export interface LogRecord {
  readonly position: bigint
  readonly streamId: string
  readonly revision: number
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Uint8Array
  readonly customMetadata: Uint8Array
}

export type ProposedEvent = Pick<LogRecord, 'id' | 'type' | 'contentType' | 'data' | 'customMetadata'>

/** A revision, or one of the server's words for "whatever", "must not exist", "must exist". */
export type ExpectedRevision = number | 'any' | 'no_stream' | 'stream_exists'

export type Appended =
  | { readonly outcome: 'written'; readonly revision: number; readonly position: bigint }
  | { readonly outcome: 'repeated'; readonly revision: number }
  | { readonly outcome: 'wrong-version'; readonly current: number | undefined }

const RECORD_OVERHEAD = 137n

/** The server's transaction log in memory: byte positions with holes, streams by revision, and the server's own events in between. */
export class ServerLog {
  readonly records: LogRecord[] = []
  private readonly streams = new Map<string, LogRecord[]>()
  private readonly listeners = new Set<() => void>()
  private nextPosition = 0n

  /** @param systemEventsPerAppend how many events of its own the server writes before each append, as a real one does all the time. */
  constructor(private readonly systemEventsPerAppend = 0) {}

  /** Follows the server's rules (IndexWriter.CheckCommit): at an older revision the same ids are a repetition; at the current one ids are not looked at. */
  append(streamId: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Appended {
    const stream = this.streams.get(streamId)
    const current = stream ? stream.length - 1 : -1
    const expectedRevision = expected === 'no_stream' ? -1 : expected
    if (expectedRevision === 'stream_exists' && !stream) return { outcome: 'wrong-version', current: undefined }
    if (typeof expectedRevision === 'number' && expectedRevision !== current) {
      const repeated = expectedRevision < current && events.every((event, index) => stream?.[expectedRevision + 1 + index]?.id === event.id)
      return repeated ? { outcome: 'repeated', revision: expectedRevision + events.length } : { outcome: 'wrong-version', current: stream && current }
    }
    this.writeSystemEvents(this.systemEventsPerAppend)
    const written = events.map((event) => this.write(streamId, event))
    this.wake()
    const last = written.at(-1)!
    return { outcome: 'written', revision: last.revision, position: last.position }
  }

  writeSystemEvents(count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.write('$stats-127.0.0.1:2113', {
        id: crypto.randomUUID(), type: '$statsCollected', contentType: 'application/json', data: Buffer.from('{}'), customMetadata: new Uint8Array(),
      })
    }
    this.wake()
  }

  stream(streamId: string): readonly LogRecord[] | undefined {
    return this.streams.get(streamId)
  }

  /** Index of the first record at or after a position. */
  indexOf(position: bigint): number {
    let low = 0
    let high = this.records.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.records[middle]!.position < position) low = middle + 1
      else high = middle
    }
    return low
  }

  onAppend(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private write(streamId: string, event: ProposedEvent): LogRecord {
    const stream = this.streams.get(streamId) ?? []
    const record: LogRecord = { ...event, streamId, revision: stream.length, position: this.nextPosition }
    this.nextPosition += RECORD_OVERHEAD + BigInt(event.data.length)
    stream.push(record)
    this.streams.set(streamId, stream)
    this.records.push(record)
    return record
  }

  private wake(): void {
    for (const listener of [...this.listeners]) listener()
  }
}
