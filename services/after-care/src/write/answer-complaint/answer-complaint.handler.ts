import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { complaintPermissions, complaintRefusal } from '@recourse/care-plan'
import type { Executed } from '@recourse/event-store'
import { roleRefusal, type Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { Complaints } from '../../domain.js'
import type { AnswerComplaintDto } from './answer-complaint.dto.js'

export class AnswerComplaintCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly complaintId: string, readonly body: AnswerComplaintDto) {
    super()
  }
}

@CommandHandler(AnswerComplaintCommand)
export class AnswerComplaintHandler implements ICommandHandler<AnswerComplaintCommand> {
  constructor(private readonly complaints: Complaints) {}

  async execute({ caller, complaintId, body: { text } }: AnswerComplaintCommand): Promise<Executed | Refusal> {
    const notPermitted = roleRefusal(complaintPermissions, 'AnswerComplaint', caller.identity.actor)
    if (notPermitted) return notPermitted
    const complaint = await this.complaints.find(caller.tenant, complaintId)
    if (!complaint) return complaintRefusal('UnknownComplaint')
    return this.complaints.send(caller, complaintId, { type: 'AnswerComplaint', personal: { person: complaint.customer, fields: { text } } })
  }
}
