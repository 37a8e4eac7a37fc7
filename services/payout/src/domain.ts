import { Inject, Injectable } from '@nestjs/common'
import type { CommandFields } from '@recourse/event-flow'
import { AggregateStore, type Executed, type Loaded } from '@recourse/event-store'
import { isRefusal, parseStreamName, roleRefusal, type Refusal } from '@recourse/kernel'
import { CaseAnswer, CommandSender, type Caller, type CommandAnswer } from '@recourse/platform'
import {
  nextPayoutNo, PayoutDetailsCorrected, refundCaseRefusal, refundCaseStream, unpaidPayoutNo, type OpenedCase, type refundCaseDecider, type RefundCaseCommand,
} from '@recourse/refund-case'

/** The refund case decider over the installation's policy packs: `@Inject(REFUND_CASE)`. */
export const REFUND_CASE = Symbol('refund case decider')
export type RefundCaseDecider = ReturnType<typeof refundCaseDecider>

export type LoadedCase = Loaded<OpenedCase>

/** Who gets, asked for or redirected the money of a case: they let none of it go, and settle nothing about it. */
export const concernedBy = ({ state: { customer, requestedBy }, events }: LoadedCase): string[] =>
  [customer, requestedBy, ...events.filter(({ type }) => type === PayoutDetailsCorrected.type).map(({ metadata }) => metadata.actor.id)]

export const tenantOf = ({ events }: LoadedCase): string => parseStreamName(events[0]!.stream).tenant

/** Reads cases and sends people's commands to them. */
@Injectable()
export class RefundCases {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly commands: CommandSender,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
  ) {}

  async load({ tenant }: Caller, caseId: string): Promise<LoadedCase | Refusal> {
    const { state, ...rest } = await this.aggregates.load(this.decider, refundCaseStream(tenant, caseId))
    return state.phase === 'unopened' ? refundCaseRefusal('UnknownCase') : { state, ...rest }
  }

  send(caller: Caller, caseId: string, fields: CommandFields<RefundCaseCommand>): Promise<Executed | Refusal> {
    return this.commands.send(caller, this.decider, refundCaseStream(caller.tenant, caseId), fields)
  }

  /** The same for commands whose fields follow from the case. */
  async sendFor(
    caller: Caller, caseId: string, type: RefundCaseCommand['type'],
    fieldsFor: (opened: LoadedCase) => CommandFields<RefundCaseCommand> | Promise<CommandFields<RefundCaseCommand>>,
  ): Promise<Executed | Refusal> {
    const notPermitted = roleRefusal(this.decider.permissions, type, caller.identity.actor)
    if (notPermitted) return notPermitted
    const opened = await this.load(caller, caseId)
    return isRefusal(opened) ? opened : this.send(caller, caseId, await fieldsFor(opened))
  }

  /** The answer to a command, with when the next thing happens: only a review has a clock that stands still (LS18). */
  async expecting(caller: Caller, answer: CommandAnswer): Promise<CaseAnswer> {
    const opened = await this.load(caller, answer.id)
    return isRefusal(opened) || opened.state.phase === 'closed' ? answer : { ...answer, expectedBy: opened.state.stage.dueAt }
  }
}

/** The payout that a request without a number means: the one it meant when it was carried out before, else the one that failed or came back, else the last. */
export const meantPayoutNo = ({ state, events }: LoadedCase, commandId: string): number => {
  const earlier = events.find(({ metadata }) => metadata.commandId === commandId)?.data as { payoutNo?: number; resubmits?: number } | undefined
  return earlier?.resubmits ?? earlier?.payoutNo ?? unpaidPayoutNo(state) ?? nextPayoutNo(state) - 1
}
