import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator'

export class AnswerSurveyDto {
  @ApiProperty({ minimum: 1, maximum: 5, description: '1 = very dissatisfied, 5 = very satisfied' })
  @IsInt() @Min(1) @Max(5)
  score: number

  @ApiPropertyOptional({ description: 'Kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  comment?: string
}
