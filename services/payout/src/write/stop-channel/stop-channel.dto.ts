import { ApiProperty } from '@nestjs/swagger'
import { STOP_REASONS, type StopReason } from '@recourse/channel-switch'
import { IsIn } from 'class-validator'

export class StopChannelDto {
  @ApiProperty({ enum: STOP_REASONS })
  @IsIn(STOP_REASONS)
  reason: StopReason
}
