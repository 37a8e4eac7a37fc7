import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Length } from 'class-validator'
import { APPEAL_OUTCOMES, type AppealOutcome } from '@recourse/refund-case'

export class DecideAppealDto {
  @ApiProperty({ enum: APPEAL_OUTCOMES, description: 'UPHELD: the refusal stands; OVERTURNED: the case is reviewed again, by others' })
  @IsIn(APPEAL_OUTCOMES)
  outcome: AppealOutcome

  @ApiPropertyOptional({ description: 'Id of the clause that the decision rests on; that of the refusal when left out' })
  @IsOptional() @IsString() @Length(1, 64)
  clauseId?: string

  @ApiProperty({ description: 'What the customer is told; kept sealed' })
  @IsString() @Length(1, 4000)
  explanation: string
}
