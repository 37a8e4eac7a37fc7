import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import type { Instant } from '@recourse/kernel'
import { ProblemError, type Caller } from '@recourse/platform'
import { PackCatalogue } from '@recourse/policy'
import { concerns, customerActions, customerSteps, firstStaffActionAt, refundCaseStream, retentionOf, type OpenedCase, type Retention } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { customerCase, type CustomerCase } from './customer-case.js'
import { automaticReviewView, riskView, type AutomaticReviewView, type RiskView } from './risk-view.js'
import { staffCase, type StaffCase } from './staff-case.js'

type StaffView = Omit<StaffCase, 'risk'> & { readonly risk?: RiskView }
type CustomerView = CustomerCase & { readonly automaticReview?: AutomaticReviewView }

/** Staff see the whole state, whoever is only a customer what it says to them. */
export type CaseView = (StaffView | CustomerView) & {
  readonly steps: ReturnType<typeof customerSteps>
  /** How long the files of the case are kept at least. */
  readonly evidenceRetention: Retention
  /** How often the customer had to do something (MB10). */
  readonly customerActions: number
  /** When somebody of staff first took the case forward (MB9). */
  readonly firstActionAt?: Instant
  readonly version: number
}

export class CaseQuery extends Query<CaseView> {
  constructor(readonly caller: Caller, readonly caseId: string) {
    super()
  }
}

/** The case as it stands now, folded from its stream; whoever is only a customer sees only their own, and of it what is theirs. */
@QueryHandler(CaseQuery)
export class CaseQueryHandler implements IQueryHandler<CaseQuery> {
  constructor(
    private readonly aggregates: AggregateStore, private readonly packs: PackCatalogue, @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
  ) {}

  async execute({ caller, caseId }: CaseQuery): Promise<CaseView> {
    const { state, version, events } = await this.aggregates.load(this.decider, refundCaseStream(caller.tenant, caseId))
    if (state.phase === 'unopened' || (caller.isOnlyCustomer && !concerns(state, caller.identity.actor.id))) throw new ProblemError('NotFound', { caseId })
    const firstActionAt = firstStaffActionAt(events)
    return { ...(caller.readsAsCustomerOf(state.customer) ? { ...customerCase(state), ...automaticReviewView(state) } : await this.forStaff(caller, state)), steps: customerSteps(state), evidenceRetention: retentionOf(state), customerActions: customerActions(events), ...(firstActionAt ? { firstActionAt } : {}), version }
  }

  private async forStaff({ tenant }: Caller, state: OpenedCase): Promise<StaffView> {
    const { risk, ...known } = staffCase(state)
    return { ...known, ...(risk ? { risk: riskView(risk, await this.packs.refundPack(tenant, state.pack.id, state.pack.version)) } : {}) }
  }
}
