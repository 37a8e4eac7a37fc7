import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsString, Length } from 'class-validator'

export class CompleteCorrectiveActionDto {
  @ApiPropertyOptional({ description: 'What was done; kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  note?: string
}
