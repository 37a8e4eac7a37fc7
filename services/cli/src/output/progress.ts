export interface ProgressOutput {
  write(text: string): void
  readonly isTerminal: boolean
}

const LINE_EVERY_MS = 5_000
const REDRAW_EVERY_MS = 100
const BAR_WIDTH = 24

/** A bar that is drawn over itself on a terminal; elsewhere one line each 5 s, and one when a stage is done. */
export class Progress {
  private stage = ''
  private total = 0
  private startedAt = 0
  private shownAt = 0
  private drawn = false

  constructor(private readonly output: ProgressOutput, private readonly now: () => number = Date.now) {}

  begin(stage: string, total: number): void {
    this.end()
    this.stage = stage
    this.total = total
    this.startedAt = this.now()
    this.shownAt = this.output.isTerminal ? 0 : this.startedAt
    this.update(0)
  }

  update(done: number): void {
    const now = this.now()
    const isComplete = done >= this.total
    const every_ms = this.output.isTerminal ? REDRAW_EVERY_MS : LINE_EVERY_MS
    if (this.shownAt === Infinity || (now - this.shownAt < every_ms && !isComplete)) return
    this.shownAt = isComplete ? Infinity : now
    this.show(done, now)
  }

  /** Leaves what was drawn last standing. */
  end(): void {
    if (this.drawn) this.output.write('\n')
    this.drawn = false
  }

  private show(done: number, now: number): void {
    const share = this.total === 0 ? 1 : done / this.total
    const text = `${this.stage} ${done} of ${this.total} (${Math.floor(share * 100)} %)${this.eta(share, now)}`
    if (!this.output.isTerminal) return this.output.write(`${text}\n`)
    const full = Math.round(share * BAR_WIDTH)
    this.output.write(`\r\u001b[K${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${text}`)
    this.drawn = true
  }

  private eta(share: number, now: number): string {
    const passed_s = (now - this.startedAt) / 1000
    if (share >= 1) return `, ${passed_s.toFixed(1)} s`
    return share === 0 || passed_s < 1 ? '' : `, about ${duration(Math.ceil(passed_s / share - passed_s))} left`
  }
}

const duration = (seconds: number): string => (seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`)
