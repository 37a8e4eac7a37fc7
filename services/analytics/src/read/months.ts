import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsString, Length, Matches } from 'class-validator'
import type { Instant } from '@recourse/kernel'
import { ProblemError } from '@recourse/platform'

const MONTH = /^(?!0000)\d{4}-(0[1-9]|1[0-2])$/
const asMonth = { message: ({ property }: { property: string }) => `${property} must be a month such as 2010-12` }

/** Query parameters of every measure over months; months are those of UTC. */
export class MonthsFilter {
  @ApiPropertyOptional({ example: '2010-12', description: 'First month' })
  @IsOptional() @Matches(MONTH, asMonth)
  from?: string

  @ApiPropertyOptional({ example: '2011-05', description: 'Last month, included' })
  @IsOptional() @Matches(MONTH, asMonth)
  to?: string

  @ApiPropertyOptional({ description: 'Only cases under this policy pack' })
  @IsOptional() @IsString() @Length(1, 200)
  pack?: string

  @ApiPropertyOptional({ description: 'Answer only once the views have seen this position (from a command\'s answer)' })
  @IsOptional() @IsString() @Length(1, 100)
  min_position?: string
}

/** From the first instant, included, to the end, excluded; null = without limit. */
export interface Period {
  readonly start: Instant | null
  readonly end: Instant | null
}

/** @throws ProblemError InvalidRequest when the months are the wrong way round. */
export const periodOf = ({ from, to }: Pick<MonthsFilter, 'from' | 'to'>): Period => {
  if (from !== undefined && to !== undefined && from > to) throw new ProblemError('InvalidRequest', { detail: `from (${from}) lies after to (${to})` })
  return { start: from === undefined ? null : startOf(from, 0), end: to === undefined ? null : startOf(to, 1) }
}

const startOf = (month: string, offset: number): Instant => {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const start = new Date(0)
  start.setUTCFullYear(year, number - 1 + offset, 1)
  return start.toISOString()
}
