import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator'

export class CompleteCareTaskDto {
  @ApiPropertyOptional({ description: 'What was said and done; kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  note?: string

  @ApiPropertyOptional({ minimum: 1, maximum: 5, description: 'The customer\'s answer, for the satisfaction survey only' })
  @IsOptional() @IsInt() @Min(1) @Max(5)
  score?: number
}
