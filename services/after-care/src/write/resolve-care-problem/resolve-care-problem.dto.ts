import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator'
import { REMEDIES, type Remedy } from '@recourse/care-plan'

export class ResolveCareProblemDto {
  @ApiProperty({ enum: REMEDIES, description: '退换 / 补打 / 补偿 / 退款, or NONE for advice alone' })
  @IsIn(REMEDIES)
  remedy: Remedy

  @ApiPropertyOptional({ description: 'The refund case that pays, with the remedy REFUND and with no other' })
  @IsOptional() @IsUUID()
  caseId?: string

  @ApiPropertyOptional({ description: 'What was agreed; kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  note?: string
}
