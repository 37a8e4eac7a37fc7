import { SignedLinks } from '@recourse/platform'
import type { refundCaseDecider } from '@recourse/refund-case'

/** The refund case decider over the installation's policy packs: `@Inject(REFUND_CASE)`. */
export const REFUND_CASE = Symbol('refund case decider')
export type RefundCaseDecider = ReturnType<typeof refundCaseDecider>

/** Secret addresses under which a customer follows a case without login. */
export class ProgressLinks extends SignedLinks {
  constructor(masterKey: Buffer) {
    super(masterKey, 'progress')
  }
}
