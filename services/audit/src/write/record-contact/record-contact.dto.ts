import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Length } from 'class-validator'
import { CONTACT_CHANNELS } from '@recourse/refund-case'

export class RecordContactDto {
  @ApiProperty({ enum: CONTACT_CHANNELS })
  @IsIn(CONTACT_CHANNELS)
  channel: (typeof CONTACT_CHANNELS)[number]

  @ApiProperty({ enum: ['REACHED', 'NOT_REACHED'] })
  @IsIn(['REACHED', 'NOT_REACHED'])
  outcome: 'REACHED' | 'NOT_REACHED'

  @ApiPropertyOptional({ description: 'Kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  note?: string
}
