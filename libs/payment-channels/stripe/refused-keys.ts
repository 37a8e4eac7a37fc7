import { addMilliseconds, type Instant } from '@recourse/kernel'

/** Stripe keeps a key for a day at least; an hour before that, nothing sent under a later key can still be on its way when this one runs out. */
const SURELY_KEPT_MS = 23 * 3_600_000

/** The idempotency keys whose refusal this process has seen itself, so that it knows how long Stripe keeps them at least. */
export class RefusedKeys {
  readonly #sentAt = new Map<string, Instant>()

  remember(key: string, sentAt: Instant): void {
    for (const [old, at] of this.#sentAt) if (old === key || at < addMilliseconds(sentAt, -SURELY_KEPT_MS)) this.#sentAt.delete(old)
    this.#sentAt.set(key, sentAt)
  }

  isSurelyKept(key: string, now: Instant): boolean {
    const sentAt = this.#sentAt.get(key)
    return sentAt !== undefined && now < addMilliseconds(sentAt, SURELY_KEPT_MS)
  }
}
