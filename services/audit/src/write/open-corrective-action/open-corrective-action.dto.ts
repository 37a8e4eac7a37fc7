import { ApiProperty } from '@nestjs/swagger'
import { IsString, IsUUID, Length } from 'class-validator'
import { CommandAnswer, IsTime } from '@recourse/platform'

export class OpenCorrectiveActionDto {
  @ApiProperty({ description: 'The case whose check had a finding' })
  @IsUUID()
  caseId: string

  @ApiProperty({ description: 'Subject of whoever has to do it' })
  @IsString() @Length(1, 128)
  owner: string

  @ApiProperty({ description: 'ISO 8601 with zone' })
  @IsTime()
  dueAt: string

  @ApiProperty({ description: 'What is to be done; kept sealed' })
  @IsString() @Length(1, 4000)
  text: string
}

export class OpenCorrectiveActionAnswer extends CommandAnswer {
  @ApiProperty()
  actionId: string
}
