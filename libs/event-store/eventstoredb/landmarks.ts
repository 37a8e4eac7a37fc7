import { START, type Position, type StoredEvent } from '../port.js'
import type { OwnRead } from './read-own.js'

export interface LookedThrough {
  /** Position of the newest record in $all, whoever wrote it; undefined when there is none. */
  newest(): Promise<Position | undefined>
  search(read: Pick<OwnRead, 'direction' | 'count'> & { readonly from: Position | 'end' }): Promise<StoredEvent[]>
}

interface Origin {
  /** Nothing of ours is before it. */
  readonly position: Position
  /** Whether it is the place of an event of ours. */
  readonly found: boolean
}

interface Tail {
  readonly head: Position
  /** Nothing of ours is between the head and here. */
  readonly until: Position
}

const PAGE = 1_000

/** Where our events stand among those of others, so that the server looks through no stretch of others' events again and again. */
export class Landmarks {
  private origin: Promise<Origin> | undefined
  private tail: Tail | undefined

  constructor(private readonly log: LookedThrough) {}

  /** The latest place known from which, itself included, a read finds everything of ours after a position. */
  async firstAfter(position: Position): Promise<Position> {
    if (position === START) return (await this.found()).position
    return this.tail && position >= this.tail.head && position < this.tail.until ? this.tail.until : position
  }

  async head(): Promise<Position> {
    const newest = await this.log.newest()
    if (newest === undefined) return START
    const tail = await this.follow(this.tail ?? await this.look(newest), newest)
    if (!this.tail || tail.until > this.tail.until) this.tail = tail
    return tail.head
  }

  /** One search for all who ask at the same time: at the start of a service every consumer does. */
  private found(): Promise<Origin> {
    this.origin ??= this.find().catch((error: unknown) => {
      this.origin = undefined
      throw error
    })
    return this.origin
  }

  private async find(): Promise<Origin> {
    const newest = await this.log.newest()
    const [first] = await this.log.search({ direction: 'forwards', from: START, count: 1 })
    return { position: first?.position ?? newest ?? START, found: first !== undefined }
  }

  private async look(newest: Position): Promise<Tail> {
    const origin = await this.found()
    if (!origin.found) return { head: START, until: origin.position }
    const [last] = await this.log.search({ direction: 'backwards', from: 'end', count: 1 })
    return { head: last!.position, until: newest }
  }

  private async follow({ head, until }: Tail, newest: Position): Promise<Tail> {
    if (newest <= until) return { head, until }
    const page = await this.log.search({ direction: 'forwards', from: until, count: PAGE })
    const last = page.at(-1)?.position ?? head
    if (page.length === PAGE && last > until) return this.follow({ head: last, until: last }, newest)
    return { head: last > head ? last : head, until: last > newest ? last : newest }
  }
}
