import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, Matches } from 'class-validator'
import { MonthsFilter } from '../months.js'

export class MonthlyMeasuresFilter extends MonthsFilter {
  @ApiPropertyOptional({ example: 'GBP', description: 'Amounts of different currencies are never added: the table is that of one currency. Left out: that of the pack, else the one most orders are paid in' })
  @IsOptional() @Matches(/^[A-Z]{3}$/)
  currency?: string
}

export class MonthlyMeasure {
  @ApiProperty({ example: '2010-12', description: 'Month in UTC' })
  month: string

  @ApiProperty({ description: 'Orders placed in the month' })
  orders: number

  @ApiProperty({ description: 'What was paid for them' })
  paid_minor: number

  @ApiProperty({ description: 'Refunds requested in the month, as stated by who requested or imported them' })
  cases: number

  @ApiProperty({ description: 'What was paid back for these cases up to now and did not come back' })
  refunded_minor: number

  @ApiProperty({ description: 'Different orders among these cases that got money back' })
  refunded_orders: number
}

export class MonthlyMeasures {
  @ApiProperty({ type: [MonthlyMeasure], description: 'Every month from the first to the last with an order or a case' })
  items: MonthlyMeasure[]
}
