import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsPositive, Max, Min, ValidateNested } from 'class-validator'
import { PREPAID_KINDS, type Prepaid } from '@recourse/order'
import { IsDay, sentFields } from '@recourse/platform'

const LARGEST_MINOR = 1_000_000_000_000
const A_DAY = 'A day in Asia/Shanghai'

export class TermDto {
  @ApiProperty({ description: 'First day', example: '2026-01-01' })
  @IsDay()
  from: string

  @ApiProperty({ description: 'Last day, inside', example: '2026-12-31' })
  @IsDay()
  to: string
}

/** Interest goes by the agreement; everything else only where it is better for the consumer than the law. */
export class AgreedTermsDto {
  @ApiPropertyOptional({ description: 'Days from the payment within which everything is returned without a reason', minimum: 1 })
  @IsOptional() @IsInt() @IsPositive() @Max(3650)
  coolingOff_days?: number

  @ApiPropertyOptional({ description: 'Least share of the prepayment that is returned, in 1/10000', minimum: 0, maximum: 10_000 })
  @IsOptional() @IsInt() @Min(0) @Max(10_000)
  returnAtLeast_bp?: number

  @ApiPropertyOptional({ description: 'Interest a year, in 1/10000', minimum: 0, maximum: 10_000 })
  @IsOptional() @IsInt() @Min(0) @Max(10_000)
  interest_bp?: number

  @ApiPropertyOptional({ description: 'Interest runs from this day already' })
  @IsOptional() @IsDay()
  interestFrom?: string
}

/** What the contract says of an order that is paid before it is had. */
export class PrepaidDto {
  @ApiProperty({ enum: PREPAID_KINDS, description: 'METERED by visits, pieces or amount; UNLIMITED as often as wanted within the term' })
  @IsIn(PREPAID_KINDS)
  kind: Prepaid['kind']

  @ApiProperty({ description: A_DAY, example: '2026-01-01' })
  @IsDay()
  concludedOn: string

  @ApiProperty({ description: A_DAY, example: '2026-01-01' })
  @IsDay()
  paidOn: string

  @ApiPropertyOptional({ description: 'Credit given on top of what was paid, in minor units', minimum: 0 })
  @IsOptional() @IsInt() @Min(0) @Max(LARGEST_MINOR)
  gift_minor?: number

  @ApiPropertyOptional({ description: 'Units that the payment bought, at its even share each', minimum: 1 })
  @IsOptional() @IsInt() @IsPositive() @Max(1_000_000)
  units?: number

  @ApiPropertyOptional({ type: TermDto, description: 'Needed when UNLIMITED' })
  @IsOptional() @IsObject() @ValidateNested() @Type(() => TermDto)
  term?: TermDto

  @ApiPropertyOptional({ description: 'Goods or services were given on top (not credit)' })
  @IsOptional() @IsBoolean()
  giftsInKind?: boolean

  @ApiPropertyOptional({ description: 'The consumer knew the same goods or services before, from whomever: no cooling-off' })
  @IsOptional() @IsBoolean()
  hadTheSameBefore?: boolean

  @ApiPropertyOptional({ description: 'The prepayment lies on a supervised account' })
  @IsOptional() @IsBoolean()
  supervisedAccount?: boolean

  @ApiPropertyOptional({ type: AgreedTermsDto })
  @IsOptional() @IsObject() @ValidateNested() @Type(() => AgreedTermsDto)
  agreed?: AgreedTermsDto
}

/** The contract as it was sent, without what was not. */
export const prepaidOf = (dto: PrepaidDto): Prepaid => {
  const { term, agreed, ...rest } = sentFields(dto) as PrepaidDto
  return { ...rest, ...(term ? { term: { ...term } } : {}), ...(agreed ? { agreed: sentFields(agreed) } : {}) }
}
