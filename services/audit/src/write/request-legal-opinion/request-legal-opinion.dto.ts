import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'

export class RequestLegalOpinionDto {
  @ApiProperty({ description: 'What counsel is asked; kept sealed' })
  @IsString() @Length(1, 4000)
  question: string
}
