import {
  carePlanStream, complaintDecider, complaintStream, type CarePlanCommand, type carePlanDecider, type Complaint, type ComplaintCommand, type StartedPlan,
} from '@recourse/care-plan'
import type { CommandFields } from '@recourse/event-flow'
import { AggregateStore, type Executed } from '@recourse/event-store'
import type { Clock, PersonalData, Refusal, Role } from '@recourse/kernel'
import { CommandSender, SignedLinks, type Caller } from '@recourse/platform'
import { refundCaseStream, type OpenedCase, type RefundCaseCommand, type refundCaseDecider } from '@recourse/refund-case'
import { trainingRecord, trainingStream, validCourses } from '@recourse/training'

/** The care plan decider over the installation's policy packs: `@Inject(CARE_PLAN)`. */
export const CARE_PLAN = Symbol('care plan decider')
export type CarePlanDecider = ReturnType<typeof carePlanDecider>
export type RefundCaseDecider = ReturnType<typeof refundCaseDecider>

/** Secret addresses under which a customer answers a survey without login. */
export class SurveyLinks extends SignedLinks {
  constructor(masterKey: Buffer) {
    super(masterKey, 'survey')
  }
}

/** Care plans as this service's doors use them. */
export class CarePlans {
  constructor(private readonly commands: CommandSender, private readonly aggregates: AggregateStore, private readonly decider: CarePlanDecider, private readonly clock: Clock) {}

  /** The courses that whoever asks has passed and that count now. */
  async trainingOf({ tenant, identity }: Caller): Promise<{ training: string[] }> {
    const { state } = await this.aggregates.load(trainingRecord, trainingStream(tenant, identity.actor.id))
    return { training: validCourses(state, this.clock.now()) }
  }

  send(caller: Caller, planId: string, fields: CommandFields<CarePlanCommand>): Promise<Executed | Refusal> {
    return this.commands.send(caller, this.decider, carePlanStream(caller.tenant, planId), fields)
  }

  async find(tenant: string, planId: string): Promise<StartedPlan | undefined> {
    const { state } = await this.aggregates.load(this.decider, carePlanStream(tenant, planId))
    return state.started ? state : undefined
  }

  /** Free text about a plan is personal data of its customer: sealed under the customer's key. */
  async personal(caller: Caller, planId: string, fields: Readonly<Record<string, string | undefined>>): Promise<{ personal?: PersonalData }> {
    const given = Object.entries(fields).filter(([, text]) => text !== undefined)
    const plan = given.length > 0 ? await this.find(caller.tenant, planId) : undefined
    return plan ? { personal: { person: plan.customer, fields: Object.fromEntries(given) } } : {}
  }
}

export type OpenedComplaint = Exclude<Complaint, { phase: 'unopened' }>

export class Complaints {
  constructor(private readonly commands: CommandSender, private readonly aggregates: AggregateStore) {}

  send(caller: Caller, complaintId: string, fields: CommandFields<ComplaintCommand>): Promise<Executed | Refusal> {
    return this.commands.send(caller, complaintDecider, complaintStream(caller.tenant, complaintId), fields)
  }

  async find(tenant: string, complaintId: string): Promise<OpenedComplaint | undefined> {
    const { state } = await this.aggregates.load(complaintDecider, complaintStream(tenant, complaintId))
    return state.phase === 'unopened' ? undefined : state
  }
}

/** Refund cases, as far as after-care has to do with them. */
export class RefundCases {
  constructor(private readonly commands: CommandSender, private readonly aggregates: AggregateStore, private readonly decider: RefundCaseDecider) {}

  send(caller: Caller, caseId: string, fields: CommandFields<RefundCaseCommand>): Promise<Executed | Refusal> {
    return this.commands.send(caller, this.decider, refundCaseStream(caller.tenant, caseId), fields)
  }

  async find(tenant: string, caseId: string): Promise<OpenedCase | undefined> {
    const { state } = await this.aggregates.load(this.decider, refundCaseStream(tenant, caseId))
    return state.phase === 'unopened' ? undefined : state
  }
}

const TEXT_READERS: readonly Role[] = ['agent', 'doctor', 'supervisor']

/** Free text may tell of somebody's health: only its customer and whoever treats or answers them reads it in clear. */
export const mayReadText = ({ identity: { actor } }: Caller, customer: string): boolean =>
  actor.roles.some((role) => TEXT_READERS.includes(role) || (role === 'customer' && actor.id === customer))
