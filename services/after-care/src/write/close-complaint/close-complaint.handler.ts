import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { Complaints } from '../../domain.js'
import type { CloseComplaintDto } from './close-complaint.dto.js'

export class CloseComplaintCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly complaintId: string, readonly body: CloseComplaintDto) {
    super()
  }
}

@CommandHandler(CloseComplaintCommand)
export class CloseComplaintHandler implements ICommandHandler<CloseComplaintCommand> {
  constructor(private readonly complaints: Complaints) {}

  execute({ caller, complaintId, body: { outcome } }: CloseComplaintCommand): Promise<Executed | Refusal> {
    return this.complaints.send(caller, complaintId, { type: 'CloseComplaint', outcome })
  }
}
