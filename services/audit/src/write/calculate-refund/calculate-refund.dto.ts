import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsPositive, Max, Min, ValidateNested } from 'class-validator'
import { DEDUCTIONS, FAULT_SIDES, type DeductionKind, type FaultSide } from '@recourse/policy'
import { IsDay } from '@recourse/platform'

const LARGEST_MINOR = 1_000_000_000_000

export class UsedPartDto {
  @ApiProperty({ description: 'Visits, pieces, hours…', minimum: 1 })
  @IsInt() @IsPositive() @Max(1_000_000)
  units: number

  @ApiProperty({ description: 'Of one unit before any discount, in minor units', minimum: 0 })
  @IsInt() @Min(0) @Max(LARGEST_MINOR)
  listPrice_minor: number

  @ApiPropertyOptional({ description: 'Of one unit as it was charged; absent = the even share of the units bought, or else the list price', minimum: 0 })
  @IsOptional() @IsInt() @Min(0) @Max(LARGEST_MINOR)
  discountPrice_minor?: number
}

export class DeductionDto {
  @ApiProperty({ enum: DEDUCTIONS })
  @IsIn(DEDUCTIONS)
  kind: DeductionKind

  @ApiProperty({ minimum: 0 })
  @IsInt() @Min(0) @Max(LARGEST_MINOR)
  amount_minor: number
}

/** What happened under the prepaid contract; the contract itself is the order's. Days are of Asia/Shanghai. */
export class CalculateRefundDto {
  @ApiProperty({ type: [UsedPartDto], description: 'What was used; empty for nothing, and for unlimited use, which counts by days' })
  @IsArray() @ArrayMaxSize(100) @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => UsedPartDto)
  used: UsedPartDto[]

  @ApiPropertyOptional({ enum: FAULT_SIDES, description: 'When the review found another fault than the reason\'s: then a second person confirms' })
  @IsOptional() @IsIn(FAULT_SIDES)
  fault?: FaultSide

  @ApiPropertyOptional({ description: 'When the contract was rescinded; absent = the day of the request' })
  @IsOptional() @IsDay()
  rescindedOn?: string

  @ApiPropertyOptional({ description: 'First day without service, when the operator stopped before that' })
  @IsOptional() @IsDay()
  stoppedOn?: string

  @ApiPropertyOptional({ description: 'What a formula in the contract gives back; counts when it is more', minimum: 0 })
  @IsOptional() @IsInt() @Min(0) @Max(LARGEST_MINOR)
  agreedReturn_minor?: number

  @ApiPropertyOptional({ description: 'The consumer disputes the list price and no sales at it are shown' })
  @IsOptional() @IsBoolean()
  listPriceUnproven?: boolean

  @ApiPropertyOptional({ type: [DeductionDto], description: 'What the operator wants taken off' })
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => DeductionDto)
  deductions?: DeductionDto[]
}
