import { Controller, Get, Query } from '@nestjs/common'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator'
import { ReadableBy } from '@recourse/platform'
import { costBenefit } from './cost-benefit.js'

// Of each factor, so that their product stays exact.
const MOST = 90_000_000

class CostBenefitInputs {
  @ApiPropertyOptional({ minimum: 0, default: 10_000, description: 'Orders a month' })
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(MOST)
  orders?: number

  @ApiPropertyOptional({ minimum: 0, default: 5_000, description: 'What an order brings on average' })
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(MOST)
  order_value_minor?: number

  @ApiPropertyOptional({ minimum: 0, maximum: 10_000, default: 300, description: 'How much less churn, in basis points: 300 = 3 %' })
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(10_000)
  churn_reduction_bp?: number

  @ApiPropertyOptional({ default: 'CNY' })
  @IsOptional() @Matches(/^[A-Z]{3}$/)
  currency?: string
}

class CostBenefit {
  @ApiProperty({ description: 'More revenue a month, rounded down' })
  gain_minor: number

  @ApiProperty()
  currency: string

  @ApiProperty({ description: 'What it was reckoned from' })
  inputs: CostBenefitInputs
}

@ApiTags('measures')
@ApiBearerAuth()
@ReadableBy('operations', 'supervisor', 'auditor', 'admin', 'service')
@Controller('measures/cost-benefit')
export class CostBenefitController {
  @Get()
  @ApiOperation({ summary: 'What better refunds are worth a month: orders × value of an order × churn avoided', description: 'The defaults are those of the food-delivery plan (004).' })
  @ApiOkResponse({ type: CostBenefit })
  reckon(@Query() { orders = 10_000, order_value_minor = 5_000, churn_reduction_bp = 300, currency = 'CNY' }: CostBenefitInputs): CostBenefit {
    const inputs = { orders, order_value_minor, churn_reduction_bp, currency }
    return { gain_minor: costBenefit(inputs), currency, inputs }
  }
}
