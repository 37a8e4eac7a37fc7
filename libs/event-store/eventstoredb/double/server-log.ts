/** An event as the server keeps it. */
export interface LogRecord {
  readonly position: bigint
  readonly streamId: string
  readonly revision: bigint
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Uint8Array
  readonly customMetadata: Uint8Array
  readonly created_ms: number
}

export type ProposedEvent = Pick<LogRecord, 'id' | 'type' | 'contentType' | 'data' | 'customMetadata'>

/** A revision, or one of the server's words for "whatever", "must not exist", "must exist". */
export type ExpectedRevision = number | 'any' | 'no_stream' | 'stream_exists'

export type Appended =
  | { readonly outcome: 'written' | 'repeated'; readonly revision: bigint; readonly position: bigint }
  /** A repetition that comes while the first is not indexed: the server forgets it, and the request runs into its time-out. */
  | { readonly outcome: 'dropped' }
  | { readonly outcome: 'deleted' }
  | { readonly outcome: 'wrong-version'; readonly current: bigint | undefined }

const RECORD_OVERHEAD = 137n
/** The revision of the record that ends a stream for good. */
const TOMBSTONE = 2n ** 63n - 1n

/**
 * The server's transaction log in memory: byte positions with holes, streams by revision, and the server's own events in between.
 * As in the server, what is written can be read, and is acknowledged, only once it is indexed; the writer goes by what is written.
 */
export class ServerLog {
  /** Everything that is written. */
  readonly records: LogRecord[] = []
  /** How many records filters have been tried on. */
  considered = 0
  private readonly streams = new Map<string, LogRecord[]>()
  private readonly listeners = new Set<() => void>()
  private nextPosition = 0n
  private indexedCount = 0
  private indexing: Promise<void> | undefined

  /** @param systemEventsPerAppend how many events of its own the server writes before each append, as a real one does all the time. */
  constructor(private readonly systemEventsPerAppend = 0, private readonly indexedAfter_ms = 2) {}

  /** How many records can be read. */
  get readable(): number {
    return this.indexedCount
  }

  async append(streamId: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<Appended> {
    const refused = this.check(streamId, expected, events)
    if (refused) return refused
    this.writeSystemEvents(this.systemEventsPerAppend)
    for (const event of events) this.write(streamId, event)
    const { revision, position } = this.records.at(-1)!
    await this.index()
    return { outcome: 'written', revision, position }
  }

  /** An operator deletes a stream for good. */
  async tombstone(streamId: string): Promise<void> {
    this.write(streamId, { id: crypto.randomUUID(), type: '$streamDeleted', contentType: 'application/octet-stream', data: new Uint8Array(), customMetadata: new Uint8Array() }, TOMBSTONE)
    await this.index()
  }

  writeSystemEvents(count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.write('$stats-127.0.0.1:2113', {
        id: crypto.randomUUID(), type: '$statsCollected', contentType: 'application/json', data: Buffer.from('{}'), customMetadata: new Uint8Array(),
      })
    }
    void this.index()
  }

  /** What can be read of a stream: undefined when it does not exist. */
  stream(streamId: string): readonly LogRecord[] | 'deleted' | undefined {
    const end = this.records[this.indexedCount]?.position ?? this.nextPosition
    const readable = this.streams.get(streamId)?.filter(({ position }) => position < end)
    if (readable?.at(-1)?.revision === TOMBSTONE) return 'deleted'
    return readable?.length ? readable : undefined
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

  onIndexed(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** The server's rules (IndexWriter.CheckCommit): at an older revision the same ids are a repetition; at the current one ids are not looked at. */
  private check(streamId: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Appended | undefined {
    const stream = this.streams.get(streamId) ?? []
    const current = stream.at(-1)?.revision
    if (current === TOMBSTONE) return { outcome: 'deleted' }
    if (expected === 'any' || (expected === 'stream_exists' && current !== undefined)) return undefined
    const next = typeof expected === 'number' ? expected + 1 : 0
    if (expected !== 'stream_exists' && next === stream.length) return undefined
    const last = stream[next + events.length - 1]
    const repeated = expected !== 'stream_exists' && last && events.every((event, index) => stream[next + index]!.id === event.id)
    if (!repeated) return { outcome: 'wrong-version', current }
    return this.indexOf(last.position) < this.indexedCount ? { outcome: 'repeated', revision: last.revision, position: last.position } : { outcome: 'dropped' }
  }

  private write(streamId: string, event: ProposedEvent, revision?: bigint): void {
    const stream = this.streams.get(streamId) ?? []
    const record: LogRecord = { ...event, streamId, revision: revision ?? BigInt(stream.length), position: this.nextPosition, created_ms: Date.now() }
    this.nextPosition += RECORD_OVERHEAD + BigInt(event.data.length)
    stream.push(record)
    this.streams.set(streamId, stream)
    this.records.push(record)
  }

  private index(): Promise<void> {
    this.indexing ??= new Promise((resolve) => {
      setTimeout(() => {
        this.indexing = undefined
        this.indexedCount = this.records.length
        resolve()
        for (const listener of [...this.listeners]) listener()
      }, this.indexedAfter_ms)
    })
    return this.indexing
  }
}
