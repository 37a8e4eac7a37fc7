import { catchUp } from './catch-up.js'
import { gathered, type EventFeed } from './feed.js'
import type { ProjectionWriter, WriterResources } from './projection-writer.js'
import { systemTiming, withTicks, type Timing } from './timing.js'

/** Whose writer is fed: it may be replaced by another one at any look. */
export interface ViewKeeper {
  readonly writer: ProjectionWriter
  readonly lookEvery_ms: number
  /** After every page, and at least so often. */
  look(): Promise<void>
}

export interface KeepUpResources extends Pick<WriterResources, 'store'> {
  readonly feed: EventFeed
  readonly timing?: Timing
}

/** Brings a view up to the end of the store and then follows the feed, until the signal aborts; finishes the page in hand. */
export const keepUp = async ({ store, feed, timing = systemTiming }: KeepUpResources, keeper: ViewKeeper, signal: AbortSignal): Promise<void> => {
  await catchUp(store, keeper.writer, signal)
  for await (const page of withTicks(gathered(feed.pages(keeper.writer.position, signal), signal, timing), keeper.lookEvery_ms, timing)) {
    if (page) await keeper.writer.apply(page)
    await keeper.look()
    if (signal.aborted) break
  }
}
