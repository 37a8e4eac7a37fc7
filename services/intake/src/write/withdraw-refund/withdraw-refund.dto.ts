import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsString, Length } from 'class-validator'

export class WithdrawRefundDto {
  @ApiPropertyOptional({ description: 'A short code or phrase without personal data' })
  @IsOptional() @IsString() @Length(1, 200)
  reason?: string
}
