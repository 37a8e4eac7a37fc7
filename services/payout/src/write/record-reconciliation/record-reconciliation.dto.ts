import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'
import { IsDay } from '@recourse/platform'

export class RecordReconciliationDto {
  @ApiProperty({ example: 'wechat-pay' })
  @IsString() @Length(1, 64)
  channel: string

  @ApiProperty({ description: 'A day of the channel\'s calendar that is over', example: '2026-11-21' })
  @IsDay()
  day: string
}
