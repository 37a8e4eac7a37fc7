import { TokenBucket, type MonotonicClock } from '../gate/token-bucket.js'

const PER_SECOND = 100
const MOST_ADDRESSES = 10_000

/** So many notices a second from one address: each costs the check of a signature. Whoever sends more is told to come back. */
export class AddressLimit {
  private readonly buckets = new Map<string, TokenBucket>()

  constructor(private readonly clock: MonotonicClock) {}

  admits(address: string): boolean {
    const bucket = this.buckets.get(address) ?? new TokenBucket(PER_SECOND, this.clock)
    this.buckets.delete(address)
    this.buckets.set(address, bucket)
    if (this.buckets.size > MOST_ADDRESSES) this.buckets.delete(this.buckets.keys().next().value!)
    return bucket.take() === 0
  }
}
