import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { complaintPermissions } from '@recourse/care-plan'
import type { Executed } from '@recourse/event-store'
import { permittedRole, refuseCommon, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import type { OpenedCase } from '@recourse/refund-case'
import { Complaints, RefundCases } from '../../domain.js'
import { refuse } from '../../refusals.js'
import type { OpenComplaintDto } from './open-complaint.dto.js'

export class OpenComplaintCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly body: OpenComplaintDto) {
    super()
  }
}

@CommandHandler(OpenComplaintCommand)
export class OpenComplaintHandler implements ICommandHandler<OpenComplaintCommand> {
  constructor(private readonly complaints: Complaints, private readonly cases: RefundCases) {}

  async execute({ caller, body: { caseId, customerId, channel, text } }: OpenComplaintCommand): Promise<Executed | Refusal> {
    if (!permittedRole(complaintPermissions, 'OpenComplaint', caller.identity.actor)) return refuseCommon('RoleNotPermitted')
    const refundCase = caseId ? await this.cases.find(caller.tenant, caseId) : undefined
    const customer = customerId ?? (caller.isOnlyCustomer ? caller.identity.actor.id : refundCase?.customer)
    if (caseId && refundCase?.customer !== customer) return refuse('UnknownRefundCase', { caseId })
    if (!customer) return refuse(caseId ? 'UnknownRefundCase' : 'CustomerMissing')
    const complaintId = caller.derivedId('complaint')
    return this.complaints.send(caller, complaintId, {
      type: 'OpenComplaint', complaintId, customer, channel, personal: { person: customer, fields: { text } }, ...aboutCase(refundCase),
    })
  }
}

const aboutCase = (refundCase: OpenedCase | undefined) =>
  refundCase ? { caseId: refundCase.caseId, facts: { stage: refundCase.phase, pack: refundCase.pack } } : {}
