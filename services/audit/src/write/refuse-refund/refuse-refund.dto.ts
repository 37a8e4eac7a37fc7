import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsString, Length } from 'class-validator'

export class RefuseRefundDto {
  @ApiProperty({ description: 'A short reason without personal data, shown to the customer' })
  @IsString() @Length(1, 200)
  reason: string

  @ApiProperty({ description: 'Id of the clause of the case\'s pack that the refusal rests on' })
  @IsString() @Length(1, 64)
  clauseId: string

  @ApiPropertyOptional({ description: 'What the customer is told beside it; kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  explanation?: string
}
