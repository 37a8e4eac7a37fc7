import type { Random } from './random.js'

/** Everything that can go wrong; `faults.count` says how often it did. */
export const FAULTS = [
  'crash-before', 'crash-after', 'failpoint', 'freeze', 'lease-theft', 'clock-skew',
  'store-unavailable', 'store-answer-lost', 'append-conflict', 'database-away', 'database-answer-lost',
  'message-dropped', 'message-doubled', 'message-delayed', 'log-truncated', 'log-wiped', 'follower-cut',
  'channel-timeout-before', 'channel-timeout-after', 'channel-error-before', 'channel-error-after', 'channel-reset-after', 'channel-garbled', 'channel-forged',
  'crash-after-payment', 'query-lost', 'command-doubled', 'command-given-up',
  'notice-lost', 'notice-late', 'notice-doubled', 'notice-invented', 'channel-stopped', 'channel-removed', 'redeployed',
] as const
export type Fault = (typeof FAULTS)[number]

/** How likely each is at each place where it could happen. */
const USUAL: Readonly<Record<Fault, number>> = {
  'crash-before': 0.0008, 'crash-after': 0.0008, failpoint: 0.001, freeze: 0.0003, 'lease-theft': 0.2, 'clock-skew': 0.3,
  'store-unavailable': 0.01, 'store-answer-lost': 0.02, 'append-conflict': 0.05, 'database-away': 0.005, 'database-answer-lost': 0.005,
  'message-dropped': 0.05, 'message-doubled': 0.05, 'message-delayed': 0.1, 'log-truncated': 0.2, 'log-wiped': 0.05, 'follower-cut': 0.2,
  'channel-timeout-before': 0.06, 'channel-timeout-after': 0.08, 'channel-error-before': 0.04, 'channel-error-after': 0.06, 'channel-reset-after': 0.04, 'channel-garbled': 0.03, 'channel-forged': 0.02,
  'crash-after-payment': 0.05, 'query-lost': 0.1, 'command-doubled': 0.15, 'command-given-up': 0.03,
  'notice-lost': 0.2, 'notice-late': 0.2, 'notice-doubled': 0.1, 'notice-invented': 0.03, 'channel-stopped': 0.2, 'channel-removed': 0.1, redeployed: 0.04,
}

/** Decides what goes wrong. Every seed has its own mixture: some kinds do not happen at all, some much more often than usual. */
export class Faults {
  readonly counts = new Map<Fault, number>()
  private readonly rates: Readonly<Record<Fault, number>>
  private on = true

  constructor(private readonly random: Random) {
    const rateOf = (fault: Fault): number => USUAL[fault] * random.pick([0, 1, 1, 1, 4])
    this.rates = Object.fromEntries(FAULTS.map((fault) => [fault, rateOf(fault)])) as Record<Fault, number>
  }

  /** From now on nothing goes wrong any more. */
  stop(): void {
    this.on = false
  }

  get areOver(): boolean {
    return !this.on
  }

  happens(fault: Fault): boolean {
    if (!this.on || !this.random.chance(this.rates[fault])) return false
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1)
    return true
  }

  /** The first of these that happens. */
  oneOf<Choice extends Fault>(...choices: readonly Choice[]): Choice | undefined {
    return choices.find((fault) => this.happens(fault))
  }
}
