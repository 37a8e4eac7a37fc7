import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsBooleanString, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator'
import { STAGES } from '@recourse/refund-case'

export class PageDto {
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200)
  limit?: number

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional() @IsString() @Length(1, 200)
  after?: string

  @ApiPropertyOptional({ description: 'Answer only once the view has seen this position (from a command\'s answer)' })
  @IsOptional() @IsString() @Length(1, 100)
  min_position?: string
}

export class CaseFilterDto extends PageDto {
  @ApiPropertyOptional({ enum: [...STAGES, 'closed'] })
  @IsOptional() @IsIn([...STAGES, 'closed'])
  phase?: string

  @ApiPropertyOptional()
  @IsOptional() @IsString() @Length(1, 64)
  pack?: string

  @ApiPropertyOptional({ enum: ['paid', 'refused', 'withdrawn'] })
  @IsOptional() @IsIn(['paid', 'refused', 'withdrawn'])
  outcome?: string

  @ApiPropertyOptional()
  @IsOptional() @IsString() @Length(1, 128)
  orderId?: string

  @ApiPropertyOptional({ description: 'true: only cases whose stage is past its due time' })
  @IsOptional() @IsBooleanString()
  overdue?: string
}

export class QueueFilterDto extends PageDto {
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

  @ApiProperty()
  dueAt: Date

  @ApiProperty()
  overdue: boolean

  @ApiProperty()
  escalationLevel: number

  @ApiProperty({ nullable: true, type: String })
  assignee: string | null

  @ApiProperty({ nullable: true, type: String, description: 'The pack\'s rule that approved it or referred it to a person' })
  ruleId: string | null

  @ApiProperty({ nullable: true, type: String, description: 'Hash of a proposal that waits for a second person' })
  approvalHash: string | null

  @ApiProperty({ nullable: true, type: String })
  outcome: string | null

  @ApiProperty()
  version: number
}

export class CasePage {
  @ApiProperty({ type: [CaseItem] })
  items: CaseItem[]

  @ApiProperty({ nullable: true, type: String, description: 'Pass it as `after` for the next page; null at the end' })
  next: string | null
}
