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

  @ApiProperty({ description: 'What the case keeps of it in clear: SHA-256 of the canonical JSON of [salt, text]; the salt is told in the thread' })
  textSha256: string

  @ApiPropertyOptional({ description: 'To a customer: until when we answer' })
  expectedBy?: string
}
