import { ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsInt, IsOptional, Min } from 'class-validator'
import { IsTime } from '@recourse/platform'

/** One of the two. */
export class MomentDto {
  @ApiPropertyOptional({ description: 'State after this event, counted from 1', minimum: 1 })
  @IsOptional() @Type(() => Number) @IsInt() @Min(1)
  version?: number

  @ApiPropertyOptional({ description: 'State as it was recorded at this time, ISO 8601 with zone' })
  @IsOptional() @IsTime()
  as_of?: string
}
