import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import type { Pool } from 'pg'
import { ConsumerHost, POOL } from '@recourse/platform'
import { WorkingCalendar } from '@recourse/policy'
import { caseFactProjection } from '../facts/case-fact.projection.js'
import { complaintFactProjection } from '../facts/complaint-fact.projection.js'
import { orderFactProjection } from '../facts/order-fact.projection.js'
import { periodOf } from '../months.js'
import { durationMeasure, ratio, ratioMeasure, type Distribution } from './measure.js'
import { reviewTimeOf, type ReviewedCases } from './review-time.js'
import type { Summary, SummaryFilter } from './summary.dto.js'
import { COMPLAINTS, COUNTS, DURATIONS, REVIEWED, SURVEYS } from './summary.sql.js'

export class SummaryQuery extends Query<Summary> {
  constructor(readonly tenant: string, readonly filter: SummaryFilter) {
    super()
  }
}

interface Counts {
  readonly cases: number
  readonly refunded_orders: number
  readonly orders: number
  readonly decided: number
  readonly automatic: number
  readonly escalations: number
  readonly resubmissions: number
  readonly with_payout: number
}

interface DurationRow extends Distribution {
  readonly measure: DurationName
  readonly pack: string | null
  readonly channel: string | null
  readonly overall: boolean
}

type DurationName = 'processing_time' | 'payout_sent_time' | 'payout_arrival_time' | 'time_to_first_action'

interface SurveyRow {
  readonly cycle_time: string
  readonly answers: number
  readonly satisfied: number
}

interface ComplaintRow {
  readonly stage: string | null
  readonly pack: string | null
  readonly pack_version: string | null
  readonly complaints: number
}

@QueryHandler(SummaryQuery)
export class SummaryQueryHandler implements IQueryHandler<SummaryQuery> {
  constructor(@Inject(POOL) private readonly pool: Pool, private readonly calendar: WorkingCalendar, private readonly host: ConsumerHost) {}

  async execute({ tenant, filter }: SummaryQuery): Promise<Summary> {
    const { start, end } = periodOf(filter)
    for (const { name } of [orderFactProjection, caseFactProjection, complaintFactProjection]) await this.host.seen(name, filter.min_position)
    const values = [tenant, start, end, filter.pack ?? null, filter.reason ?? null]
    const read = async <Row extends object>(sql: string): Promise<Row[]> => (await this.pool.query<Row>(sql, values)).rows
    const [counts, durations, reviewed, surveys, complaints] = await Promise.all([
      read<Counts>(COUNTS), read<DurationRow>(DURATIONS), read<ReviewedCases>(REVIEWED), read<SurveyRow>(SURVEYS), read<ComplaintRow>(COMPLAINTS),
    ])
    return {
      ...ratios(counts[0]!),
      ...Object.fromEntries(DURATION_NAMES.map((name) => [name, duration(name, durations)])) as Pick<Summary, DurationName>,
      review_time: durationMeasure('review_time', reviewTimeOf(reviewed, this.calendar)),
      satisfaction: satisfaction(surveys),
      complaint_rate: complaintRate(complaints, counts[0]!.cases),
    }
  }
}

const DURATION_NAMES: readonly DurationName[] = ['processing_time', 'payout_sent_time', 'payout_arrival_time', 'time_to_first_action']

const ratios = (counts: Counts): Pick<Summary, 'refund_rate' | 'straight_through_share' | 'escalations' | 'resubmissions'> => ({
  refund_rate: ratioMeasure('refund_rate', counts.refunded_orders, counts.orders),
  straight_through_share: ratioMeasure('straight_through_share', counts.automatic, counts.decided),
  escalations: ratioMeasure('escalations', counts.escalations, counts.cases),
  resubmissions: ratioMeasure('resubmissions', counts.resubmissions, counts.with_payout),
})

const duration = (name: DurationName, rows: readonly DurationRow[]): Summary[DurationName] => {
  const own = rows.filter(({ measure }) => measure === name)
  const whole = own.find(({ overall }) => overall)
  const parts = own.filter(({ overall }) => !overall)
  return {
    ...durationMeasure(name, whole && distributionOf(whole)),
    by_pack_and_channel: parts.map((row) => ({ pack: row.pack!, channel: row.channel, ...distributionOf(row) })),
  }
}

const distributionOf = ({ count, mean, p50, p95, max }: Distribution): Distribution => ({ count, mean, p50, p95, max })

const satisfaction = (rows: readonly SurveyRow[]): Summary['satisfaction'] => {
  const total = (name: 'answers' | 'satisfied'): number => rows.reduce((sum, row) => sum + row[name], 0)
  return {
    ...ratioMeasure('satisfaction', total('satisfied'), total('answers')),
    by_cycle_time: rows.map(({ cycle_time, answers, satisfied }) => ({ cycle_time, value: ratio(satisfied, answers), numerator: satisfied, denominator: answers })),
  }
}

const complaintRate = (rows: readonly ComplaintRow[], cases: number): Summary['complaint_rate'] => ({
  ...ratioMeasure('complaint_rate', rows.reduce((sum, { complaints }) => sum + complaints, 0), cases),
  by_stage_and_pack: rows,
})
