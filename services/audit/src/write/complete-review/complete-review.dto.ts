import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsInt, IsObject, IsOptional, IsPositive, Matches, Max, Min, ValidateNested } from 'class-validator'
import { BreakdownLineDto } from '../../approval.dto.js'

export class CompleteReviewDto {
  @ApiProperty({ description: 'Lower end of the band in minor units (fen, pence)', minimum: 0 })
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER)
  low_minor: number

  @ApiProperty({ description: 'Upper end of the band in minor units', minimum: 1 })
  @IsInt() @IsPositive() @Max(Number.MAX_SAFE_INTEGER)
  high_minor: number

  @ApiProperty({ example: 'CNY' })
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be an ISO 4217 code such as CNY' })
  currency: string

  @ApiPropertyOptional({ type: [BreakdownLineDto], description: 'How the upper end came about; the lines add up to it' })
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => BreakdownLineDto)
  breakdown?: BreakdownLineDto[]
}
