import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Length } from 'class-validator'
import { ROLES } from '@recourse/kernel'
import { PageQuery } from '@recourse/platform'
import { MOODS, OUTCOMES, STAGES, type Mood, type Risk } from '@recourse/refund-case'

export class CaseFilterDto extends PageQuery {
  @ApiPropertyOptional({ enum: [...STAGES, 'closed'] })
  @IsOptional() @IsIn([...STAGES, 'closed'])
  phase?: string

  @ApiPropertyOptional()
  @IsOptional() @IsString() @Length(1, 64)
  pack?: string

  @ApiPropertyOptional({ enum: OUTCOMES })
  @IsOptional() @IsIn(OUTCOMES)
  outcome?: string

  @ApiPropertyOptional()
  @IsOptional() @IsString() @Length(1, 128)
  orderId?: string

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Whether the stage is past its due time' })
  @IsOptional() @IsIn(['true', 'false'])
  overdue?: string
}

/** Stages in which a case waits for staff to look at it and decide. */
export const QUEUE_STAGES = ['review', 'settlement', 'decision', 'appeal'] as const

export class QueueFilterDto extends PageQuery {
  @ApiPropertyOptional({ enum: QUEUE_STAGES })
  @IsOptional() @IsIn(QUEUE_STAGES)
  stage?: string

  @ApiPropertyOptional({ enum: ROLES, description: 'Who answers for the stage' })
  @IsOptional() @IsIn(ROLES)
  role?: string

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Whether the stage is past its due time' })
  @IsOptional() @IsIn(['true', 'false'])
  overdue?: string

  @ApiPropertyOptional()
  @IsOptional() @IsString() @Length(1, 64)
  pack?: string

  @ApiPropertyOptional({ description: 'Subject of the reviewer; `none` for cases nobody has taken' })
  @IsOptional() @IsString() @Length(1, 128)
  assignee?: string
}

export class CaseItem {
  @ApiProperty()
  caseId: string

  @ApiProperty()
  orderId: string

  @ApiProperty()
  pack: string

  @ApiProperty()
  reason: string

  @ApiProperty()
  phase: string

  @ApiProperty({ description: 'Who answers for the current stage' })
  role: string

  @ApiProperty()
  requested_minor: number

  @ApiProperty({ nullable: true, type: Number })
  approved_minor: number | null

  @ApiProperty()
  paid_minor: number

  @ApiProperty()
  currency: string

  @ApiProperty()
  requestedAt: Date

  @ApiProperty()
  openedAt: Date

  @ApiProperty({ nullable: true, type: Date, description: 'When somebody of staff first took the case forward' })
  firstActionAt: Date | null

  @ApiProperty()
  dueAt: Date

  @ApiProperty()
  overdue: boolean

  @ApiProperty()
  escalationLevel: number

  @ApiProperty({ description: 'The due time was counted without calendar data for a year on the way; it is counted again when the data arrives' })
  provisional: boolean

  @ApiProperty({ description: 'The clock stands still: the customer was asked for evidence' })
  waitingForCustomer: boolean

  @ApiProperty({ nullable: true, type: String })
  assignee: string | null

  @ApiProperty({ nullable: true, type: String, description: 'The pack\'s rule that approved it or referred it to a person' })
  ruleId: string | null

  @ApiProperty({ nullable: true, type: String, description: 'Hash of a proposal that waits for a second person' })
  approvalHash: string | null

  @ApiProperty({ nullable: true, type: String })
  outcome: string | null

  @ApiProperty({ nullable: true, type: Object, description: 'Score and the rules it consists of; null where the pack has none' })
  risk: Risk | null

  @ApiProperty({ nullable: true, enum: MOODS, description: 'How the customer feels, as staff last flagged it' })
  mood: Mood | null

  @ApiProperty()
  version: number
}

export class CasePage {
  @ApiProperty({ type: [CaseItem] })
  items: CaseItem[]

  @ApiProperty({ nullable: true, type: String, description: 'Pass it as `after` for the next page; null at the end' })
  next: string | null
}
