import type { WalkName } from './walks.js'

export interface Aim {
  /** The case in whose course the place is passed. */
  readonly walk: WalkName
  /** At which passes in that course it fails: the first and the second when left out. */
  readonly passes?: readonly number[]
}

/** Every write that the course of a payout makes is one of these passes. */
const EACH_APPEND = [1, 2, 3, 4, 5]

/** Every failpoint there is. failpoints.spec.ts compares it with the source; crash.spec.ts proves that each is reached. */
export const failpoints: Readonly<Record<string, Aim>> = {
  'relay.before-publish': { walk: 'answer lost' },
  'relay.after-publish': { walk: 'answer lost' },
  'relay.after-checkpoint': { walk: 'answer lost' },
  'policy.before-effect': { walk: 'answer lost' },
  'policy.after-effect': { walk: 'answer lost' },
  'policy.before-advance': { walk: 'answer lost' },
  'policy.after-advance': { walk: 'answer lost' },
  'projection.before-commit': { walk: 'answer lost' },
  'projection.after-commit': { walk: 'answer lost' },
  'deadline.before-fire': { walk: 'answer lost', passes: [1] },
  'deadline.after-fire': { walk: 'answer lost', passes: [1] },
  'deadline.after-mark': { walk: 'answer lost', passes: [1] },
  'store.before-append': { walk: 'answer lost', passes: EACH_APPEND },
  'store.after-append': { walk: 'answer lost', passes: EACH_APPEND },
  'notice.before-store': { walk: 'told by notice', passes: [1] },
  'notice.after-store': { walk: 'told by notice', passes: [1] },
  'notice.before-mark': { walk: 'told by notice', passes: [1] },
  'notice.after-mark': { walk: 'told by notice', passes: [1] },
  'transfer.before-deliver': { walk: 'bank transfer', passes: [1] },
  'transfer.after-deliver': { walk: 'bank transfer', passes: [1] },
  'channel.before-refund': { walk: 'wrong name' },
  'channel.after-refund': { walk: 'wrong name' },
}
