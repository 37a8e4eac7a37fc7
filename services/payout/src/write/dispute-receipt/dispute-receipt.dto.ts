import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsString, Length } from 'class-validator'

export class DisputeReceiptDto {
  @ApiPropertyOptional({ description: 'A short code or phrase without personal data', example: 'NOTHING_CAME' })
  @IsOptional() @IsString() @Length(1, 200)
  reason?: string
}
