import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsReference } from '@recourse/platform'
import { IsOptional } from 'class-validator'

export class WithdrawRefundDto {
  @ApiPropertyOptional({ description: 'A code or a short phrase, kept in clear; what else there is to say is a message' })
  @IsOptional() @IsReference()
  reason?: string
}
