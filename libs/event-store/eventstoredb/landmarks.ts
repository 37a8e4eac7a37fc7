import { START, type Position, type StoredEvent } from '../port.js'
import type { OwnRead } from './read-own.js'

export interface LookedThrough {
  /** Position of the newest record in $all, whoever wrote it; undefined when there is none. */
  newest(): Promise<Position | undefined>
  search(read: Pick<OwnRead, 'direction' | 'count'> & { readonly from: Position | 'end' }): Promise<StoredEvent[]>
}

interface Tail {
  readonly head: Position
  /** Nothing of ours is between the head and here. */
  readonly until: Position
}

const PAGE = 1_000

/** Where our events stand among those of others, so that the server looks through no stretch of others' events again and again. */
export class Landmarks {
  private readonly origin = once(() => this.findOrigin())
  private readonly firstTail = once(() => this.findTail())
  private tail: Tail | undefined

  constructor(private readonly log: LookedThrough) {}

  /** The latest place known from which, itself included, a read finds everything of ours after a position. */
  async firstAfter(position: Position): Promise<Position> {
    if (position === START) return this.origin()
    return this.tail && position >= this.tail.head && position < this.tail.until ? this.tail.until : position
  }

  async head(): Promise<Position> {
    const newest = await this.log.newest()
    if (newest === undefined) return START
    const tail = await this.follow(this.tail ?? await this.firstTail(), newest)
    if (!this.tail || tail.until > this.tail.until) this.tail = tail
    return tail.head
  }

  /** The first of ours, or all that was there while there was none. */
  private async findOrigin(): Promise<Position> {
    const newest = await this.log.newest()
    const [first] = await this.log.search({ direction: 'forwards', from: START, count: 1 })
    return first?.position ?? newest ?? START
  }

  private async findTail(): Promise<Tail> {
    const newest = await this.log.newest()
    const [last] = await this.log.search({ direction: 'backwards', from: 'end', count: 1 })
    const head = last?.position ?? START
    return { head, until: newest !== undefined && newest > head ? newest : head }
  }

  private async follow({ head, until }: Tail, newest: Position): Promise<Tail> {
    if (newest <= until) return { head, until }
    const page = await this.log.search({ direction: 'forwards', from: until, count: PAGE })
    const last = page.at(-1)?.position ?? head
    if (page.length === PAGE && last > until) return this.follow({ head: last, until: last }, newest)
    return { head: last > head ? last : head, until: last > newest ? last : newest }
  }
}

/** One search for all who ask at the same time and later: at its start every consumer of a service asks. One that failed is made again. */
const once = <Found>(search: () => Promise<Found>): (() => Promise<Found>) => {
  let found: Promise<Found> | undefined
  return () => {
    found ??= search().catch((error: unknown) => {
      found = undefined
      throw error
    })
    return found
  }
}
