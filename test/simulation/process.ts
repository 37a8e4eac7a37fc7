import type { Timing } from '@recourse/event-flow/testing'
import type { Clock, Instant } from '@recourse/kernel'
import type { Fault, Faults } from './faults.js'
import type { Random } from './random.js'
import type { Owner, Scheduler } from './scheduler.js'

/** The time on the wall: it passes with the scheduler's, and days of it may be skipped. */
export class WallClock {
  private skipped_ms = 0
  private readonly start_ms: number

  constructor(private readonly scheduler: Pick<Scheduler, 'now_ms'>, start: Instant) {
    this.start_ms = Date.parse(start)
  }

  /** As a clock shows it that is `off_ms` fast. */
  now(off_ms = 0): Instant {
    return new Date(this.start_ms + Math.floor(this.scheduler.now_ms) + this.skipped_ms + off_ms).toISOString()
  }

  skip(milliseconds: number): void {
    this.skipped_ms += milliseconds
  }
}

/** What every process of one world has in common. */
export interface Ground {
  readonly scheduler: Scheduler
  readonly wall: WallClock
  readonly faults: Faults
  readonly random: Random
}

export interface CallFaults {
  /** Thrown instead of the effect. */
  readonly before?: () => Error | undefined
  /** Thrown after the effect: it happened, and nobody is told. */
  readonly after?: () => Error | undefined
}

const LATENCY_MS = 4
const SLOW_MS = 400

/** One start of a program, until it dies. All that it does outside its own memory goes through `call`. */
export class Process implements Owner {
  alive = true
  frozenUntil_ms = 0
  /** How far its clock is off. */
  private skew_ms = 0
  readonly timing: Timing
  readonly clock: Clock

  constructor(readonly name: string, private readonly ground: Ground, private readonly onDeath: () => void) {
    const { scheduler, faults, random, wall } = ground
    if (faults.happens('clock-skew')) this.skew_ms = random.between(-90_000, 90_000)
    this.clock = { now: () => wall.now(faults.areOver ? 0 : this.skew_ms) }
    this.timing = {
      elapsed_ms: () => scheduler.now_ms,
      random: () => random.next(),
      pause: (within_ms, signal) => this.pause(within_ms, signal),
    }
  }

  /** Does something outside: takes its time, may be the last thing that this process does, may fail before or after the effect. */
  async call<T>(what: string, effect: () => T | Promise<T>, { before, after }: CallFaults = {}): Promise<T> {
    const { scheduler, faults, random } = this.ground
    await scheduler.sleep(random.chance(0.01) ? random.next() * SLOW_MS : random.next() * LATENCY_MS, this)
    if (faults.happens('crash-before')) return this.die(`before ${what}`)
    if (faults.happens('freeze')) this.frozenUntil_ms = scheduler.now_ms + random.between(1_000, 15_000)
    const refusal = before?.()
    scheduler.note(this, refusal ? `${what}: ${refusal.name}` : what)
    if (refusal) throw refusal
    const result = await effect()
    if (faults.happens('crash-after')) return this.die(`after ${what}`)
    const lost = after?.()
    if (!lost) return result
    scheduler.note(this, `${what}: its answer is lost`)
    throw lost
  }

  /** Nothing that it waits for ever comes: its memory is gone. */
  die(when: string): Promise<never> {
    this.alive = false
    this.ground.scheduler.note(this, `dies ${when}`)
    this.onDeath()
    return new Promise(() => {})
  }

  sleep(wait_ms: number): Promise<void> {
    return this.ground.scheduler.sleep(wait_ms, this)
  }

  /** A fault of this kind as an error, if it happens here. */
  fault(kind: Fault, error: () => Error): () => Error | undefined {
    return () => (this.ground.faults.happens(kind) ? error() : undefined)
  }

  private pause(within_ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const end = (): void => {
        signal.removeEventListener('abort', end)
        resolve()
      }
      this.ground.scheduler.after(within_ms, this, end)
      signal.addEventListener('abort', end)
    })
  }
}
