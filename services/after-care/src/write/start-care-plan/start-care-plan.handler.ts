import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { toInstant, type Instant, type Refusal } from '@recourse/kernel'
import { sentFields, type Caller } from '@recourse/platform'
import { PackCatalogue } from '@recourse/policy'
import { CarePlans } from '../../domain.js'
import type { StartCarePlanDto } from './start-care-plan.dto.js'

export class StartCarePlanCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly body: StartCarePlanDto) {
    super()
  }
}

const DEFAULT_PACK = 'light-aesthetics-care'

@CommandHandler(StartCarePlanCommand)
export class StartCarePlanHandler implements ICommandHandler<StartCarePlanCommand> {
  constructor(private readonly plans: CarePlans, private readonly packs: PackCatalogue) {}

  async execute({ caller, body: { customerId, orderId, contact, pack = DEFAULT_PACK, ...body } }: StartCarePlanCommand): Promise<Executed | Refusal> {
    await this.packs.load(caller.tenant, pack)
    const planId = caller.derivedId('care-plan')
    const treatmentCompletedAt = toInstant(body.treatmentCompletedAt)
    return this.plans.send(caller, planId, {
      type: 'StartCarePlan', planId, customer: customerId, treatmentCompletedAt, pack,
      project: this.projectCode(caller.tenant, pack, treatmentCompletedAt, body.project),
      ...(orderId ? { orderId } : {}),
      ...(contact ? { personal: { person: customerId, fields: { contact: sentFields(contact) } } } : {}),
    })
  }

  /** Clinics write 光子嫩肤, packs say `photon`. A project that the pack does not know is kept as it was written. */
  private projectCode(tenant: string, pack: string, at: Instant, project: string): string {
    const known = this.packs.latestCare(pack, at, tenant)?.guidance.find(({ title }) => Object.values(title).includes(project))
    return known?.code ?? project
  }
}
