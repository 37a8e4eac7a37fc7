import { ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator'
import { QueryFailedError, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm'
import { ProblemError } from './problem.js'

/** Query parameters of every list. */
export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200)
  limit?: number

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional() @IsString() @Length(1, 1000)
  after?: string

  @ApiPropertyOptional({ description: 'Answer only once the view has seen this position (from a command\'s answer)' })
  @IsOptional() @IsString() @Length(1, 100)
  min_position?: string
}

export interface Page<Item> {
  readonly items: Item[]
  /** Pass it as `after` for the next page; null at the end. */
  readonly next: string | null
}

const DEFAULT_LIMIT = 50

/**
 * One page in the order of `key`, which must be unique within what the query selects: by value, not by offset, so that a page
 * is found by the index however far it is down, and rows that come or go in between shift nothing.
 * @throws ProblemError InvalidRequest when `after` was not made here.
 */
export const readPage = async <Row extends ObjectLiteral>(
  select: SelectQueryBuilder<Row>, key: readonly (keyof Row & string)[], { limit = DEFAULT_LIMIT, after }: PageQuery, direction: 'ASC' | 'DESC' = 'ASC',
): Promise<Page<Row>> => {
  const columns = key.map((name) => `${select.alias}.${name}`)
  if (after !== undefined) {
    const values = Object.fromEntries(valuesOf(after, key.length).map((value, index) => [`after${index}`, value]))
    select.andWhere(`(${columns.join(', ')}) ${direction === 'ASC' ? '>' : '<'} (${Object.keys(values).map((name) => `:${name}`).join(', ')})`, values)
  }
  for (const column of columns) select.addOrderBy(column, direction)
  const rows = await select.limit(limit + 1).getMany().catch(refuseForeignCursor)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? cursorOf(key.map((name) => items.at(-1)![name])) : null }
}

const cursorOf = (values: readonly unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

const valuesOf = (cursor: string, count: number): unknown[] => {
  try {
    const values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown
    if (Array.isArray(values) && values.length === count && values.every((value) => ['string', 'number'].includes(typeof value))) return values
  } catch {
    // Falls through to the refusal.
  }
  return refuseCursor()
}

const refuseCursor = (): never => {
  throw new ProblemError('InvalidRequest', { detail: 'after takes `next` of the page before' })
}

// Class 22 of SQLSTATE: a value that is none of its column's type.
const refuseForeignCursor = (error: unknown): never => {
  if (error instanceof QueryFailedError && String((error.driverError as { code?: string }).code).startsWith('22')) return refuseCursor()
  throw error
}
