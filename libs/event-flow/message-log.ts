import type { Position, StoredEvent } from '@recourse/event-store'
import type { ReceivedEvent } from './cloud-event.js'

/** What carries events from the relay to the services. It may lose, double, delay or reorder anything at any time: nobody relies on it. */
export interface MessageLog {
  readonly name: string
  /** Creates the log if it is missing; true when it did. */
  ensure(): Promise<boolean>
  /** Position in the last message that the log really holds; START when it holds none, undefined when it let all of them go because of their age. */
  lastPosition(): Promise<Position | undefined>
  /** Resolves once it is acknowledged. `previous`: position of the event just before this one in the whole store. */
  publish(event: StoredEvent, previous: Position): Promise<void>
}

/** The other end of the log. */
export interface MessageSource {
  /** What comes from now on. @throws whatever keeps it from being opened */
  follow(signal: AbortSignal): Promise<Messages>
}

/** Ends when it is closed or cannot go on. */
export interface Messages extends AsyncIterable<ReceivedEvent> {
  close(): Promise<void>
}
