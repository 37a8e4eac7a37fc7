import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'

export class RevokeTrainingDto {
  @ApiProperty({ description: 'Subject of the person whose course counts no longer' })
  @IsString() @Length(1, 128)
  person: string

  @ApiProperty({ example: 'refund-policy' })
  @IsString() @Length(1, 64)
  course: string

  @ApiProperty({ example: 'RECORD_WRONG' })
  @IsString() @Length(1, 64)
  reason: string
}
