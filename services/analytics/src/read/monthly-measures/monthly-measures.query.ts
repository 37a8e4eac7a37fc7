import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import type { Pool } from 'pg'
import { ConsumerHost, POOL } from '@recourse/platform'
import { caseFactProjection } from '../facts/case-fact.projection.js'
import { orderFactProjection } from '../facts/order-fact.projection.js'
import { periodOf } from '../months.js'
import type { MonthlyMeasure, MonthlyMeasures, MonthlyMeasuresFilter } from './monthly-measures.dto.js'

export class MonthlyMeasuresQuery extends Query<MonthlyMeasures> {
  constructor(readonly tenant: string, readonly filter: MonthlyMeasuresFilter) {
    super()
  }
}

// $1 tenant, $2 start, $3 end, $4 pack, $5 currency. Amounts of different currencies are never added: the table is that of one currency,
// which is that of the pack, else the one most orders are paid in, when none is named.
const MONTHS = `
  WITH chosen AS (
    SELECT coalesce(
      $5::text,
      (SELECT currency FROM case_fact WHERE tenant = $1 AND pack = $4 GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1),
      (SELECT currency FROM order_fact WHERE tenant = $1 GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1)
    ) AS currency
  ), orders AS (
    SELECT date_trunc('month', placed_at AT TIME ZONE 'UTC') AS month, count(*) AS orders, sum(paid_minor) AS paid_minor
    FROM order_fact JOIN chosen USING (currency)
    WHERE tenant = $1 AND ($2::timestamptz IS NULL OR placed_at >= $2) AND ($3::timestamptz IS NULL OR placed_at < $3)
    GROUP BY 1
  ), cases AS (
    SELECT date_trunc('month', requested_at AT TIME ZONE 'UTC') AS month, count(*) AS cases, sum(refunded_minor) AS refunded_minor,
      count(DISTINCT order_id) FILTER (WHERE refunded_minor > 0) AS refunded_orders
    FROM case_fact JOIN chosen USING (currency)
    WHERE tenant = $1 AND ($2::timestamptz IS NULL OR requested_at >= $2) AND ($3::timestamptz IS NULL OR requested_at < $3) AND ($4::text IS NULL OR pack = $4)
    GROUP BY 1
  ), facts AS (
    SELECT * FROM orders FULL JOIN cases USING (month)
  ), calendar AS (
    SELECT generate_series(min(month), max(month), interval '1 month') AS month FROM facts
  )
  SELECT to_char(month, 'YYYY-MM') AS month, coalesce(orders, 0)::float8 AS orders, coalesce(paid_minor, 0)::float8 AS paid_minor,
    coalesce(cases, 0)::float8 AS cases, coalesce(refunded_minor, 0)::float8 AS refunded_minor, coalesce(refunded_orders, 0)::float8 AS refunded_orders
  FROM calendar LEFT JOIN facts USING (month)
  ORDER BY month`

@QueryHandler(MonthlyMeasuresQuery)
export class MonthlyMeasuresQueryHandler implements IQueryHandler<MonthlyMeasuresQuery> {
  constructor(@Inject(POOL) private readonly pool: Pool, private readonly host: ConsumerHost) {}

  async execute({ tenant, filter }: MonthlyMeasuresQuery): Promise<MonthlyMeasures> {
    const { start, end } = periodOf(filter)
    for (const { name } of [orderFactProjection, caseFactProjection]) await this.host.seen(name, filter.min_position)
    const { rows } = await this.pool.query<MonthlyMeasure>(MONTHS, [tenant, start, end, filter.pack ?? null, filter.currency ?? null])
    return { items: rows }
  }
}
