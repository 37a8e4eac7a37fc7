import type { WalkName } from './walks.js'

export interface Aim {
  /** The case in whose course the place is passed. */
  readonly walk: WalkName
  /** At which passes in that course it fails; the first when left out. */
  readonly passes?: readonly number[]
  /** It is certain to be passed again, so it fails twice: the second time while whoever was killed recovers. */
  readonly twice?: true
}

/** Every write that the course of a payout makes is one of these passes. */
const EACH_APPEND = [1, 2, 3, 4, 5]

/** Every failpoint there is. failpoints.spec.ts compares it with the source; crash.spec.ts proves that each is reached. */
export const failpoints: Readonly<Record<string, Aim>> = {
  'relay.before-publish': { walk: 'answer lost', twice: true },
  'relay.after-publish': { walk: 'answer lost', twice: true },
  'relay.after-checkpoint': { walk: 'answer lost', twice: true },
  'policy.before-effect': { walk: 'answer lost', twice: true },
  'policy.after-effect': { walk: 'answer lost', twice: true },
  'policy.before-advance': { walk: 'answer lost', twice: true },
  'policy.after-advance': { walk: 'answer lost', twice: true },
  'projection.before-commit': { walk: 'answer lost', twice: true },
  'projection.after-commit': { walk: 'answer lost', twice: true },
  'deadline.before-fire': { walk: 'answer lost' },
  'deadline.after-fire': { walk: 'answer lost' },
  'deadline.after-mark': { walk: 'answer lost' },
  'store.before-append': { walk: 'answer lost', passes: EACH_APPEND },
  'store.after-append': { walk: 'answer lost', passes: EACH_APPEND },
  'notice.before-store': { walk: 'told by notice' },
  'notice.after-store': { walk: 'told by notice' },
  'notice.before-mark': { walk: 'told by notice' },
  'notice.after-mark': { walk: 'told by notice' },
  'transfer.before-deliver': { walk: 'bank transfer' },
  'transfer.after-deliver': { walk: 'bank transfer' },
  'channel.before-refund': { walk: 'answer lost', twice: true },
  'channel.after-refund': { walk: 'answer lost', twice: true },
}
