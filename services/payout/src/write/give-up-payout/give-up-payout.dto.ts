import { ApiProperty } from '@nestjs/swagger'
import { IsInt, IsPositive } from 'class-validator'

export class GiveUpPayoutDto {
  @ApiProperty({ description: 'The payout that the channel neither makes nor calls final' })
  @IsInt() @IsPositive()
  payoutNo: number
}
