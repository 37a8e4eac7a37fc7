import { Injectable, Inject } from '@nestjs/common'
import type { CommandFields } from '@recourse/event-flow'
import { AggregateStore, type Executed } from '@recourse/event-store'
import type { Clock, PersonalData, Refusal } from '@recourse/kernel'
import { orderStream, payerNameIn } from '@recourse/order'
import { CaseAnswer, CLOCK, CommandSender, type Caller, type CommandAnswer } from '@recourse/platform'
import { PackCatalogue, WorkingCalendar } from '@recourse/policy'
import { expectationOf, refundCaseStream, type refundCaseDecider, type RefundCaseCommand } from '@recourse/refund-case'
import { trainingOf } from './training.js'

/** The refund case decider over the installation's policy packs: `@Inject(REFUND_CASE)`. */
export const REFUND_CASE = Symbol('refund case decider')
export type RefundCaseDecider = ReturnType<typeof refundCaseDecider>

/** Commands that a pack may keep for trained staff: their handlers' facts say what the sender has passed. */
const DECISIONS: ReadonlySet<RefundCaseCommand['type']> = new Set(['ApproveRefund', 'ProposeApproval', 'ConfirmApproval', 'RefuseRefund', 'DecideAppeal', 'SignAgreement'])

/** The keys of customers' personal data: `@Inject(KEY_RING) keys: KeyRing`. */
export const KEY_RING = Symbol('key ring')

/** Sends a reviewer's command to a case. */
@Injectable()
export class RefundCases {
  constructor(
    private readonly commands: CommandSender,
    private readonly aggregates: AggregateStore,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly packs: PackCatalogue,
    private readonly calendar: WorkingCalendar,
  ) {}

  async send(caller: Caller, caseId: string, fields: CommandFields<RefundCaseCommand>): Promise<Executed | Refusal> {
    const known = DECISIONS.has(fields.type) ? await this.withTraining(caller, fields) : fields
    return this.commands.send(caller, this.decider, refundCaseStream(caller.tenant, caseId), known)
  }

  private async withTraining(caller: Caller, fields: CommandFields<RefundCaseCommand>): Promise<CommandFields<RefundCaseCommand>> {
    const facts = { ...('facts' in fields ? fields.facts : {}), training: await trainingOf(this.aggregates, this.clock, caller) }
    return { ...fields, facts } as CommandFields<RefundCaseCommand>
  }

  /** The answer to a command, with when the next thing happens (LS18). */
  async expecting({ tenant }: Caller, answer: CommandAnswer): Promise<CaseAnswer> {
    const { state } = await this.aggregates.load(this.decider, refundCaseStream(tenant, answer.id))
    if (state.phase === 'unopened') return answer
    const pack = await this.packs.refundPack(tenant, state.pack.id, state.pack.version)
    const expectation = expectationOf(state, { pack, calendar: this.calendar }, this.clock.now())
    return expectation ? { ...answer, expectedBy: expectation.expectedBy } : answer
  }

  /** In whose name the order of a case was paid; for memory only. */
  async payerName({ tenant }: Caller, caseId: string): Promise<string | undefined> {
    const { state } = await this.aggregates.load(this.decider, refundCaseStream(tenant, caseId))
    return state.phase === 'unopened' ? undefined : payerNameIn(this.aggregates.codec, await this.aggregates.history(orderStream(tenant, state.orderId)))
  }

  /** Free text about a case, and whose account it pays to, is personal data of its customer: sealed under the customer's key. */
  async personal(caller: Caller, caseId: string, fields: Readonly<Record<string, unknown>>): Promise<{ personal?: PersonalData }> {
    const given = Object.entries(fields).filter(([, value]) => value !== undefined)
    if (given.length === 0) return {}
    const { state } = await this.aggregates.load(this.decider, refundCaseStream(caller.tenant, caseId))
    return state.phase === 'unopened' ? {} : { personal: { person: state.customer, fields: Object.fromEntries(given) } }
  }
}
