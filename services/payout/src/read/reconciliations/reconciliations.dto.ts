import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Length } from 'class-validator'
import type { Money } from '@recourse/kernel'
import { PageQuery, type Page } from '@recourse/platform'
import { ASPECTS, DIFFERENCE_KINDS, ENTRY_KINDS, type KnownDifference, type Run } from '@recourse/reconciliation'

export class ReconciliationsDto extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional() @IsString() @Length(1, 64)
  channel?: string

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Whether nothing is left to be settled' })
  @IsOptional() @IsIn(['true', 'false'])
  settled?: 'true' | 'false'
}

export class ReconciliationItem {
  @ApiProperty()
  reconciliationId: string

  @ApiProperty()
  channel: string

  @ApiProperty({ description: 'Of the channel\'s calendar', example: '2026-11-21' })
  day: string

  @ApiProperty({ description: 'Which run over the day was the last' })
  run: number

  @ApiProperty()
  completedAt: Date

  @ApiProperty({ description: 'Entries of our books' })
  ours: number

  @ApiProperty({ description: 'Lines of the statement' })
  theirs: number

  @ApiProperty()
  matched: number

  @ApiProperty({ description: 'Differences that nobody has settled' })
  open: number

  @ApiProperty()
  settled: boolean

  @ApiProperty()
  version: number
}

export class ReconciliationPage implements Page<ReconciliationItem> {
  @ApiProperty({ type: [ReconciliationItem] })
  items: ReconciliationItem[]

  @ApiProperty({ nullable: true, type: String })
  next: string | null
}

export const DIFFERENCE_STATUSES = ['open', 'proposed', 'resolved'] as const
export type DifferenceStatus = (typeof DIFFERENCE_STATUSES)[number]

export class DifferencesDto extends PageQuery {
  @ApiPropertyOptional({ enum: DIFFERENCE_STATUSES, description: '`proposed`: one person wants to write it off' })
  @IsOptional() @IsIn(DIFFERENCE_STATUSES)
  status?: DifferenceStatus
}

export class DifferenceItem {
  @ApiProperty()
  reconciliationId: string

  @ApiProperty()
  no: number

  @ApiProperty()
  channel: string

  @ApiProperty()
  day: string

  @ApiProperty({ enum: DIFFERENCE_KINDS })
  kind: string

  @ApiProperty()
  outRefundNo: string

  @ApiProperty({ nullable: true, type: String })
  caseId: string | null

  @ApiProperty({ nullable: true, type: Number })
  payoutNo: number | null

  @ApiProperty({ nullable: true, type: Number })
  ours_minor: number | null

  @ApiProperty({ nullable: true, type: String })
  oursCurrency: string | null

  @ApiProperty({ nullable: true, type: Number })
  theirs_minor: number | null

  @ApiProperty({ nullable: true, type: String })
  theirsCurrency: string | null

  @ApiProperty({ enum: DIFFERENCE_STATUSES })
  status: string

  @ApiProperty()
  foundAt: Date

  @ApiProperty({ nullable: true, type: String, description: 'How it was settled' })
  resolution: string | null
}

export class DifferencePage implements Page<DifferenceItem> {
  @ApiProperty({ type: [DifferenceItem] })
  items: DifferenceItem[]

  @ApiProperty({ nullable: true, type: String })
  next: string | null
}

export class SideView {
  @ApiProperty({ enum: ENTRY_KINDS })
  kind: (typeof ENTRY_KINDS)[number]

  @ApiProperty()
  amount: Money

  @ApiProperty()
  at: string

  @ApiProperty({ required: false })
  channelReference?: string
}

export class DifferenceView implements Pick<KnownDifference, 'no' | 'kind' | 'outRefundNo'> {
  @ApiProperty()
  no: number

  @ApiProperty({ enum: DIFFERENCE_KINDS })
  kind: (typeof DIFFERENCE_KINDS)[number]

  @ApiProperty({ enum: DIFFERENCE_STATUSES })
  status: DifferenceStatus

  @ApiProperty()
  outRefundNo: string

  @ApiProperty({ required: false })
  caseId?: string

  @ApiProperty({ required: false })
  payoutNo?: number

  @ApiProperty({ required: false, type: SideView, description: 'What our books say' })
  ours?: SideView

  @ApiProperty({ required: false, type: SideView, description: 'What the statement says' })
  theirs?: SideView

  @ApiProperty({ required: false, enum: ASPECTS, isArray: true, description: 'In what both differ' })
  aspects?: readonly (typeof ASPECTS)[number][]

  @ApiProperty({ description: 'The run that found it' })
  run: number

  @ApiProperty()
  foundBy: string

  @ApiProperty()
  foundAt: string

  @ApiProperty({ required: false })
  writeOffProposedBy?: string

  @ApiProperty({ required: false, description: 'How it was settled, by whom and why; VANISHED: a later run did not find it any more' })
  resolved?: KnownDifference['resolved']
}

export class ReconciliationView {
  @ApiProperty()
  reconciliationId: string

  @ApiProperty()
  channel: string

  @ApiProperty()
  day: string

  @ApiProperty({ description: 'Both sides agree, or people have settled whatever they do not agree about' })
  settled: boolean

  @ApiProperty({ description: 'The last run: counts, sums of refunds less returns, SHA-256 of the statement\'s lines' })
  run: Run

  @ApiProperty({ type: [DifferenceView] })
  differences: DifferenceView[]

  @ApiProperty()
  version: number
}
