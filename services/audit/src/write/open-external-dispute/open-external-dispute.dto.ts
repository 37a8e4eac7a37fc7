import { ApiProperty } from '@nestjs/swagger'
import { IsIn, IsString, Length } from 'class-validator'
import { DISPUTE_BODIES, type DisputeBody } from '@recourse/refund-case'

export class OpenExternalDisputeDto {
  @ApiProperty({ enum: DISPUTE_BODIES })
  @IsIn(DISPUTE_BODIES)
  body: DisputeBody

  @ApiProperty({ description: 'The number under which that body keeps the matter; no personal data', example: '(2026)湘01民初17号' })
  @IsString() @Length(1, 200)
  reference: string
}
