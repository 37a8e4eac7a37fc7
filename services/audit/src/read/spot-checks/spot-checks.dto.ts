import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Length } from 'class-validator'
import { PageQuery } from '@recourse/platform'
import { CHECKLIST, type AbandonReason, type Answer, type ChecklistItem, type Rate, type Stratum } from '@recourse/spot-check'

export const ROUND_STATUSES = ['committed', 'abandoned', 'revealed', 'closed'] as const

export class SpotCheckFilterDto extends PageQuery {
  @ApiPropertyOptional({ enum: ROUND_STATUSES })
  @IsOptional() @IsIn(ROUND_STATUSES)
  status?: string
}

export class SpotCheckItem {
  @ApiProperty()
  roundId: string

  @ApiProperty({ enum: ROUND_STATUSES })
  status: string

  @ApiProperty()
  from: Date

  @ApiProperty()
  to: Date

  @ApiProperty()
  committedAt: Date

  @ApiProperty({ description: 'Cases that the draw took' })
  drawn: number

  @ApiProperty()
  checked: number

  @ApiProperty({ description: 'Cases with a finding' })
  findings: number

  @ApiProperty({ description: 'Corrective actions that are not verified yet' })
  openActions: number

  @ApiProperty()
  version: number
}

export class SpotCheckPage {
  @ApiProperty({ type: [SpotCheckItem] })
  items: SpotCheckItem[]

  @ApiProperty({ nullable: true, type: String })
  next: string | null
}

/** Everything it takes to repeat the draw; before it, only what was announced. */
export class DrawView {
  @ApiProperty({ description: 'How cases are ranked within a stratum' })
  rule: string

  @ApiProperty()
  seedSha256: string

  @ApiProperty({ type: [Object] })
  rates: readonly Rate[]

  @ApiPropertyOptional()
  seed?: string

  @ApiPropertyOptional({ description: 'SHA-256 over the canonical JSON of all case ids of the population, sorted' })
  populationSha256?: string

  @ApiPropertyOptional({ description: 'How far the log had been read' })
  position?: string

  @ApiPropertyOptional({ type: [Object], description: 'Per pack and outcome: the population, and what was drawn, in the order of the draw' })
  strata?: readonly Stratum[]
}

export class CheckView {
  @ApiProperty()
  caseId: string

  @ApiProperty()
  pack: string

  @ApiProperty()
  outcome: string

  @ApiPropertyOptional()
  checker?: string

  @ApiPropertyOptional({ description: 'Without a finding; absent until the case is checked' })
  ok?: boolean

  @ApiPropertyOptional({ type: [Object] })
  answers?: readonly Answer[]
}

export class SpotCheckView {
  @ApiProperty()
  roundId: string

  @ApiProperty({ enum: ROUND_STATUSES })
  status: string

  @ApiProperty({ type: Object })
  period: { readonly from: string; readonly to: string }

  @ApiProperty()
  committedBy: string

  @ApiProperty()
  committedAt: string

  @ApiPropertyOptional({ type: Object, description: 'Who gave it up before it was drawn, when and why' })
  abandoned?: { readonly by: string; readonly at: string; readonly reason: AbandonReason }

  @ApiProperty({ type: [Object], example: CHECKLIST })
  checklist: readonly ChecklistItem[]

  @ApiProperty({ type: DrawView })
  draw: DrawView

  @ApiProperty({ type: [CheckView] })
  checks: CheckView[]

  @ApiProperty({ type: [Object] })
  actions: { readonly actionId: string; readonly caseId: string; readonly owner: string; readonly dueAt: string; readonly status: string; readonly overdue: boolean }[]

  @ApiProperty()
  version: number
}

export class ActionFilterDto extends PageQuery {
  @ApiPropertyOptional({ description: 'Subject of the owner' })
  @IsOptional() @IsString() @Length(1, 128)
  owner?: string

  @ApiPropertyOptional({ enum: ['open', 'done', 'verified'] })
  @IsOptional() @IsIn(['open', 'done', 'verified'])
  status?: string
}

export class CorrectiveActionItem {
  @ApiProperty()
  roundId: string

  @ApiProperty()
  actionId: string

  @ApiProperty()
  caseId: string

  @ApiProperty()
  owner: string

  @ApiProperty()
  dueAt: Date

  @ApiProperty({ enum: ['open', 'done', 'verified'], description: 'done = its owner says so, verified = another person has seen it' })
  status: string

  @ApiProperty()
  overdue: boolean

  @ApiPropertyOptional({ description: 'What is to be done; for its owner and for whoever leads the round' })
  text?: string
}

export class CorrectiveActionPage {
  @ApiProperty({ type: [CorrectiveActionItem] })
  items: CorrectiveActionItem[]

  @ApiProperty({ nullable: true, type: String })
  next: string | null
}
