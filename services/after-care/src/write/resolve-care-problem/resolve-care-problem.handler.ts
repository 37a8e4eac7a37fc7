import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { carePlanPermissions } from '@recourse/care-plan'
import type { Executed } from '@recourse/event-store'
import { permittedRole, refuseCommon, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { CarePlans, RefundCases } from '../../domain.js'
import { refuse } from '../../refusals.js'
import type { ResolveCareProblemDto } from './resolve-care-problem.dto.js'

export class ResolveCareProblemCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly planId: string, readonly problemId: string, readonly body: ResolveCareProblemDto) {
    super()
  }
}

@CommandHandler(ResolveCareProblemCommand)
export class ResolveCareProblemHandler implements ICommandHandler<ResolveCareProblemCommand> {
  constructor(private readonly plans: CarePlans, private readonly cases: RefundCases) {}

  async execute({ caller, planId, problemId, body: { remedy, caseId, note } }: ResolveCareProblemCommand): Promise<Executed | Refusal> {
    if (!permittedRole(carePlanPermissions, 'ResolveCareProblem', caller.identity.actor)) return refuseCommon('RoleNotPermitted')
    if (caseId && !(await this.isOfTheSameCustomer(caller.tenant, planId, caseId))) return refuse('UnknownRefundCase', { caseId })
    const personal = await this.plans.personal(caller, planId, { note })
    return this.plans.send(caller, planId, { type: 'ResolveCareProblem', problemId, remedy, ...(caseId ? { caseId } : {}), ...personal })
  }

  /** True also for a plan that is not known, which its decider refuses by name. */
  private async isOfTheSameCustomer(tenant: string, planId: string, caseId: string): Promise<boolean> {
    const [plan, refundCase] = await Promise.all([this.plans.find(tenant, planId), this.cases.find(tenant, caseId)])
    return !plan || refundCase?.customer === plan.customer
  }
}
