import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Length } from 'class-validator'
import { LEGAL_FINDINGS } from '@recourse/refund-case'

export class RecordLegalOpinionDto {
  @ApiProperty({ enum: LEGAL_FINDINGS, description: 'Whether the law gives the customer what they ask for' })
  @IsIn(LEGAL_FINDINGS)
  finding: (typeof LEGAL_FINDINGS)[number]

  @ApiPropertyOptional({ description: 'The opinion itself; kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  opinion?: string
}
