import { ApiProperty } from '@nestjs/swagger'
import { IsInt, IsPositive } from 'class-validator'
import { IsTime } from '@recourse/platform'

export class RecordPayoutReturnDto {
  @ApiProperty({ description: 'The payout that had been confirmed' })
  @IsInt() @IsPositive()
  payoutNo: number

  @ApiProperty({ description: 'When the money came back, ISO 8601 with zone' })
  @IsTime()
  returnedAt: string
}
