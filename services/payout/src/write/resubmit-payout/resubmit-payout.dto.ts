import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsInt, IsOptional, IsPositive } from 'class-validator'

export class ResubmitPayoutDto {
  @ApiPropertyOptional({ description: 'The payout that failed or came back; left out, the one that waits for it' })
  @IsOptional() @IsInt() @IsPositive()
  payoutNo?: number

  @ApiPropertyOptional({ description: 'The correction that you have looked at: `correction.version` of the payout. Left out where nothing was corrected' })
  @IsOptional() @IsInt() @IsPositive()
  correctionVersion?: number
}
