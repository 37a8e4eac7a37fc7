import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsBoolean, IsOptional } from 'class-validator'
import { IsTime } from '@recourse/platform'

export class VerifyCorrectiveActionDto {
  @ApiProperty({ description: 'Whether the finding is solved; false gives the action back to its owner' })
  @IsBoolean()
  solved: boolean

  @ApiPropertyOptional({ description: 'New due time when it is not solved, ISO 8601 with zone' })
  @IsOptional() @IsTime()
  dueAt?: string
}
