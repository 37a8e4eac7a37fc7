import { ApiProperty } from '@nestjs/swagger'
import { IsIn } from 'class-validator'
import { COMPLAINT_OUTCOMES } from '@recourse/care-plan'

export class CloseComplaintDto {
  @ApiProperty({ enum: COMPLAINT_OUTCOMES, description: 'Any but WITHDRAWN needs an answer first' })
  @IsIn(COMPLAINT_OUTCOMES)
  outcome: (typeof COMPLAINT_OUTCOMES)[number]
}
