import { Injectable, Inject } from '@nestjs/common'
import type { CommandFields } from '@recourse/event-flow'
import { AggregateStore, type Executed } from '@recourse/event-store'
import type { PersonalData, Refusal } from '@recourse/kernel'
import { CommandSender, type Caller } from '@recourse/platform'
import { refundCaseStream, type refundCaseDecider, type RefundCaseCommand } from '@recourse/refund-case'

/** The refund case decider over the installation's policy packs: `@Inject(REFUND_CASE)`. */
export const REFUND_CASE = Symbol('refund case decider')
export type RefundCaseDecider = ReturnType<typeof refundCaseDecider>

/** Sends a reviewer's command to a case. */
@Injectable()
export class RefundCases {
  constructor(
    private readonly commands: CommandSender,
    private readonly aggregates: AggregateStore,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
  ) {}

  send(caller: Caller, caseId: string, fields: CommandFields<RefundCaseCommand>): Promise<Executed | Refusal> {
    return this.commands.send(caller, this.decider, refundCaseStream(caller.tenant, caseId), fields)
  }

  /** Free text about a case, and whose account it pays to, is personal data of its customer: sealed under the customer's key. */
  async personal(caller: Caller, caseId: string, fields: Readonly<Record<string, unknown>>): Promise<{ personal?: PersonalData }> {
    const given = Object.entries(fields).filter(([, value]) => value !== undefined)
    if (given.length === 0) return {}
    const { state } = await this.aggregates.load(this.decider, refundCaseStream(caller.tenant, caseId))
    return state.phase === 'unopened' ? {} : { personal: { person: state.customer, fields: Object.fromEntries(given) } }
  }
}
