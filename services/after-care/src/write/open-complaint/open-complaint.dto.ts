import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator'
import { COMPLAINT_CHANNELS } from '@recourse/care-plan'

export class OpenComplaintDto {
  @ApiPropertyOptional({ description: 'The refund case it is about' })
  @IsOptional() @IsUUID()
  caseId?: string

  @ApiPropertyOptional({ description: 'Whose complaint staff take down, when it is about no case; a customer\'s own otherwise' })
  @IsOptional() @IsString() @Length(1, 128)
  customerId?: string

  @ApiProperty({ enum: COMPLAINT_CHANNELS, description: 'How it came' })
  @IsIn(COMPLAINT_CHANNELS)
  channel: (typeof COMPLAINT_CHANNELS)[number]

  @ApiProperty({ description: 'In the customer\'s own words; kept sealed' })
  @IsString() @Length(1, 4000)
  text: string
}
