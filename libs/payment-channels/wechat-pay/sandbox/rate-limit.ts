const GOOD_PER_SECOND = 150
const ERRORS_PER_SECOND = 6

/** How often a merchant may ask for refunds in a second: 150 times, and 6 times with an error. */
export class RateLimit {
  private second = 0
  private asked = 0
  private failed = 0

  constructor(private readonly now: () => Date) {}

  /** Counts a request; false when it is one too many. */
  admits(): boolean {
    this.turn()
    this.asked++
    return this.asked <= GOOD_PER_SECOND && this.failed < ERRORS_PER_SECOND
  }

  countError(): void {
    this.turn()
    this.failed++
  }

  private turn(): void {
    const second = Math.floor(this.now().getTime() / 1_000)
    if (second === this.second) return
    this.second = second
    this.asked = 0
    this.failed = 0
  }
}
