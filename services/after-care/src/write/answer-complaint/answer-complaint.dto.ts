import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'

export class AnswerComplaintDto {
  @ApiProperty({ description: 'What the customer was told; kept sealed' })
  @IsString() @Length(1, 4000)
  text: string
}
