import { ApiProperty } from '@nestjs/swagger'
import { IsTime } from '@recourse/platform'

export class ConfirmClauseReviewDto {
  @ApiProperty({ description: 'When the clauses must be checked again, ISO 8601 with zone' })
  @IsTime()
  reviewBy: string
}
