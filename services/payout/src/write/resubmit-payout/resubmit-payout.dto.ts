import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsInt, IsOptional, IsPositive } from 'class-validator'

export class ResubmitPayoutDto {
  @ApiPropertyOptional({ description: 'The payout that failed or came back; left out, the one that waits for it' })
  @IsOptional() @IsInt() @IsPositive()
  payoutNo?: number
}
