import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsString, Length } from 'class-validator'
import type { Texts } from '@recourse/kernel'
import { MonthsFilter } from '../months.js'
import type { Definition, Target } from './definitions.js'
import type { Distribution, Measure } from './measure.js'

export class SummaryFilter extends MonthsFilter {
  @ApiPropertyOptional({ description: 'Only cases with this reason' })
  @IsOptional() @IsString() @Length(1, 200)
  reason?: string
}

class DistributionDto implements Distribution {
  @ApiProperty()
  count: number

  @ApiProperty()
  mean: number

  @ApiProperty()
  p50: number

  @ApiProperty()
  p95: number

  @ApiProperty()
  max: number
}

class MeasureDto implements Measure {
  @ApiProperty({ type: Number, nullable: true, description: 'Null when there is nothing to measure; of a distribution, the mean' })
  value: number | null

  @ApiProperty({ enum: ['share', 'per_case', 'hours', 'working_days'] })
  unit: Definition['unit']

  @ApiPropertyOptional()
  numerator?: number

  @ApiPropertyOptional()
  denominator?: number

  @ApiPropertyOptional()
  distribution?: DistributionDto

  @ApiProperty({ type: 'object', properties: { en: { type: 'string' }, 'zh-CN': { type: 'string' } } })
  definition: Texts

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'comparison (below, at_most, at_least), value, statistic (mean, max) of a distribution, source: the seed document' })
  target?: Target

  @ApiPropertyOptional({ type: Boolean, nullable: true, description: 'Null while there is no value' })
  met?: boolean | null
}

class DurationOfPart extends DistributionDto {
  @ApiProperty()
  pack: string

  @ApiProperty({ type: String, nullable: true, description: 'Payment channel; null where nothing was paid' })
  channel: string | null
}

class DurationMeasure extends MeasureDto {
  @ApiProperty({ type: [DurationOfPart] })
  by_pack_and_channel: DurationOfPart[]
}

class SatisfactionOfPart {
  @ApiProperty({ enum: ['up_to_24_h', 'up_to_48_h', 'over_48_h', 'not_paid'] })
  cycle_time: string

  @ApiProperty({ type: Number, nullable: true })
  value: number | null

  @ApiProperty()
  numerator: number

  @ApiProperty()
  denominator: number
}

class SatisfactionMeasure extends MeasureDto {
  @ApiProperty({ type: [SatisfactionOfPart] })
  by_cycle_time: SatisfactionOfPart[]
}

class ComplaintsOfPart {
  @ApiProperty({ type: String, nullable: true, description: 'Phase of the case when the complaint came; null when it is about no case' })
  stage: string | null

  @ApiProperty({ type: String, nullable: true })
  pack: string | null

  @ApiProperty({ type: String, nullable: true })
  pack_version: string | null

  @ApiProperty()
  complaints: number
}

class ComplaintMeasure extends MeasureDto {
  @ApiProperty({ type: [ComplaintsOfPart] })
  by_stage_and_pack: readonly ComplaintsOfPart[]
}

export class Summary {
  @ApiProperty()
  refund_rate: MeasureDto

  @ApiProperty()
  processing_time: DurationMeasure

  @ApiProperty()
  payout_sent_time: DurationMeasure

  @ApiProperty()
  payout_arrival_time: DurationMeasure

  @ApiProperty()
  review_time: MeasureDto

  @ApiProperty()
  time_to_first_action: DurationMeasure

  @ApiProperty()
  satisfaction: SatisfactionMeasure

  @ApiProperty()
  complaint_rate: ComplaintMeasure

  @ApiProperty()
  straight_through_share: MeasureDto

  @ApiProperty()
  escalations: MeasureDto

  @ApiProperty()
  resubmissions: MeasureDto
}
