import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Length } from 'class-validator'
import { CommandAnswer } from '@recourse/platform'
import { SEVERITIES, type Severity } from '@recourse/policy'

export class RegisterCareProblemDto {
  @ApiProperty({ enum: SEVERITIES, description: 'Decides who deals with it and by when; an adverse event goes to a doctor at once' })
  @IsIn(SEVERITIES)
  severity: Severity

  @ApiPropertyOptional({ description: 'What the customer notices; kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  description?: string
}

export class RegisterCareProblemAnswer extends CommandAnswer {
  @ApiProperty()
  problemId: string
}
