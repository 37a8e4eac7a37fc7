import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'
import { CommandAnswer } from '@recourse/platform'

export class PostMessageDto {
  @ApiProperty({ description: 'Kept sealed under the customer\'s key', maxLength: 4000 })
  @IsString() @Length(1, 4000)
  text: string
}

export class PostMessageAnswer extends CommandAnswer {
  @ApiProperty()
  messageId: string

  @ApiProperty({ description: 'Of the text in UTF-8' })
  textSha256: string

  @ApiPropertyOptional({ description: 'To a customer: until when we answer' })
  expectedBy?: string
}
