import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'

export class EndSettlementDto {
  @ApiProperty({ example: 'NO_COMMON_AMOUNT', description: 'A short code; no personal data' })
  @IsString() @Length(1, 200)
  reason: string
}
