import { ApiProperty } from '@nestjs/swagger'
import { RESUME_REASONS, type ResumeReason } from '@recourse/channel-switch'
import { IsIn } from 'class-validator'

export class ResumeChannelDto {
  @ApiProperty({ enum: RESUME_REASONS })
  @IsIn(RESUME_REASONS)
  reason: ResumeReason
}
