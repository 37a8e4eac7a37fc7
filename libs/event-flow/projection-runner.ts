import type { EventFeed } from './feed.js'
import { keepUp, type ViewKeeper } from './keep-up.js'
import { LeasedLoop } from './leased-loop.js'
import type { Grant } from './lease.js'
import { definitionOf, discardUnfinished, dropRetired, ensureProjection, type LiveGeneration } from './projection-generations.js'
import { ProjectionWriter } from './projection-writer.js'
import type { Projection } from './projection.js'
import { askForRebuild, Rebuild, type RebuildResources } from './rebuild.js'
import { systemTiming, type Timing } from './timing.js'

export interface ProjectionResources extends RebuildResources {
  readonly feed: EventFeed
  /** Told of every error; the runner goes on by itself. */
  onError?(consumer: string, error: Error): void
}

const LOOK_EVERY_MS = 250
const TIDY_EVERY_MS = 3_600_000

/** Keeps one view up to date: creates it, feeds it, rebuilds it beside itself when asked or when its declaration has changed. */
export class ProjectionRunner {
  private readonly loop: LeasedLoop
  private readonly timing: Timing

  constructor(private readonly resources: ProjectionResources, readonly projection: Projection) {
    this.timing = resources.timing ?? systemTiming
    this.loop = new LeasedLoop(resources.leases, {
      lease: `projection/${projection.name}`,
      run: (grant, signal) => this.run(grant, signal),
      onError: async (error) => {
        resources.onError?.(projection.name, error)
        await resources.state.noteError(projection.name, error)
      },
    }, this.timing)
  }

  /** Resolves when the view exists; it may still be filling. */
  async start(): Promise<void> {
    await ensureProjection(this.resources.pool, this.projection)
    this.loop.start()
  }

  /** Finishes the page in hand. */
  stop(): Promise<void> {
    return this.loop.stop()
  }

  private async run(grant: Grant, signal: AbortSignal): Promise<void> {
    const { pool } = this.resources
    const live = await ensureProjection(pool, this.projection)
    await discardUnfinished(pool, this.projection)
    const writer = await this.openCurrent(live, grant, signal)
    if (!writer) return
    const keeper = new Keeper(this.resources, this.projection, grant, writer, signal, this.timing)
    try {
      await keepUp(this.resources, keeper, signal)
    } finally {
      await keeper.close()
    }
  }

  /** A view of another declaration stays as it is until its successor is complete; undefined when stopped before. */
  private async openCurrent(live: LiveGeneration, grant: Grant, signal: AbortSignal): Promise<ProjectionWriter | undefined> {
    if (live.definition === definitionOf(this.projection)) return ProjectionWriter.open(this.resources, this.projection, grant, live.generation)
    await askForRebuild(this.resources.pool, this.projection.name)
    const head = await this.resources.store.head()
    while (!signal.aborted) {
      const rebuild = await Rebuild.begin(this.resources, this.projection, grant, () => head, signal)
      if (!rebuild) {
        await this.timing.pause(LOOK_EVERY_MS, signal)
        continue
      }
      await rebuild.settled()
      if (signal.aborted) {
        await rebuild.abandon()
        return undefined
      }
      const writer = await rebuild.finish(head, signal)
      if (!writer) throw new Error(`the rebuild of ${this.projection.name} after a change of its declaration failed: see projection_rebuild`)
      return writer
    }
    return undefined
  }
}

/** What a runner looks after between pages: rebuilds that were asked for, generations that are no longer needed. */
class Keeper implements ViewKeeper {
  readonly lookEvery_ms = LOOK_EVERY_MS
  private rebuild: Rebuild | undefined
  private lookedAt = -Infinity
  private tidiedAt = -Infinity

  constructor(
    private readonly resources: ProjectionResources, private readonly projection: Projection, private readonly grant: Grant,
    public writer: ProjectionWriter, private readonly signal: AbortSignal, private readonly timing: Timing,
  ) {}

  async look(): Promise<void> {
    const now = this.timing.elapsed_ms()
    if (now - this.lookedAt < LOOK_EVERY_MS) return
    this.lookedAt = now
    if (now - this.tidiedAt > TIDY_EVERY_MS) {
      this.tidiedAt = now
      await dropRetired(this.resources.pool, this.projection)
    }
    this.rebuild ??= await Rebuild.begin(this.resources, this.projection, this.grant, () => this.writer.position, this.signal)
    if (this.rebuild?.isOver && !this.signal.aborted) {
      const { rebuild } = this
      this.rebuild = undefined
      this.writer = (await rebuild.finish(this.writer, this.signal)) ?? this.writer
    }
  }

  async close(): Promise<void> {
    await this.rebuild?.abandon()
  }
}
