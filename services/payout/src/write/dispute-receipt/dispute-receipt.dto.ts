import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsReference } from '@recourse/platform'
import { IsOptional } from 'class-validator'

export class DisputeReceiptDto {
  @ApiPropertyOptional({ description: 'A code or a short phrase, kept in clear; what else there is to say is a message', example: 'NOTHING_CAME' })
  @IsOptional() @IsReference()
  reason?: string
}
