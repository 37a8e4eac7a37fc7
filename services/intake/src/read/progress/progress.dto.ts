import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { EVIDENCE_KINDS, STAGES, type EvidenceKind, type PackStage } from '@recourse/policy'
import type { CustomerStep, PayoutStatus } from '@recourse/refund-case'

export class ProgressMaterial {
  @ApiProperty({ enum: EVIDENCE_KINDS })
  kind: EvidenceKind

  @ApiProperty()
  label: string

  @ApiProperty({ description: 'Whether it has been handed in' })
  present: boolean
}

export class ProgressStep {
  @ApiProperty({ example: '等待审核' })
  label: string

  @ApiProperty({ enum: ['done', 'current', 'upcoming', 'skipped'] })
  status: CustomerStep['status']

  @ApiPropertyOptional({ description: 'How long it may take', example: '3个工作日' })
  timeLimit?: string

  @ApiPropertyOptional({ type: [ProgressMaterial], description: 'What is needed' })
  materials?: ProgressMaterial[]

  @ApiPropertyOptional({ type: [String], description: 'What is looked at' })
  criteria?: string[]
}

export class ProgressText {
  @ApiProperty()
  id: string

  @ApiProperty()
  text: string
}

export class ProgressContact {
  @ApiProperty()
  kind: string

  @ApiProperty()
  value: string

  @ApiProperty()
  label: string
}

export class ProgressLink {
  @ApiProperty({ enum: ['self', 'stage', 'guide', 'flow'] })
  rel: 'self' | 'stage' | 'guide' | 'flow'

  @ApiProperty()
  title: string

  @ApiProperty()
  url: string
}

/** Where the money is. Of the channel only its own reference, which the customer's bank can look up. */
export class ProgressPayout {
  @ApiProperty({ enum: ['requested', 'submitted', 'unknown', 'confirmed', 'failed', 'abnormal', 'returned', 'surplus', 'recovered'] })
  status: PayoutStatus

  @ApiProperty()
  amount_minor: number

  @ApiPropertyOptional({ description: 'When the money was handed to the channel' })
  sentAt?: string

  @ApiPropertyOptional()
  channelReference?: string

  @ApiPropertyOptional({ description: 'Day in China by which it should be there', example: '2026-11-23' })
  expectedArrivalDay?: string

  @ApiPropertyOptional({ description: 'When the channel said that it has arrived' })
  arrivedAt?: string
}

/** Why it was refused, and what the customer can do about it. */
export class ProgressRefusal {
  @ApiProperty()
  reason: string

  @ApiProperty({ description: 'Text of the clause that the refusal rests on' })
  clause: string

  @ApiProperty()
  appealRoute: string

  @ApiPropertyOptional({ description: 'Last moment for an appeal; absent once there was one' })
  appealUntil?: string
}

export class ProgressView {
  @ApiProperty()
  caseId: string

  @ApiProperty({ type: [ProgressStep] })
  steps: ProgressStep[]

  @ApiProperty()
  phase: string

  @ApiPropertyOptional({
    description: 'When the current step should be done, and while the case waits for you, when it would be if you answered now; absent once the case is closed',
  })
  expectedBy?: string

  @ApiPropertyOptional({ description: 'The working-day calendar of a year on the way is not published yet: expectedBy may still move' })
  provisional?: boolean

  @ApiPropertyOptional({ description: 'The clock stands still until you have brought the missing evidence' })
  waitingForYou?: boolean

  @ApiPropertyOptional({ description: 'Until when you may bring it; after that the review goes on with what there is' })
  evidenceDueAt?: string

  @ApiProperty()
  overdue: boolean

  @ApiPropertyOptional()
  outcome?: string

  @ApiPropertyOptional({ type: ProgressRefusal })
  refusal?: ProgressRefusal

  @ApiProperty({ description: 'Evidence that is still needed' })
  missingEvidence: string[]

  @ApiProperty({ type: [ProgressPayout], description: 'Money under way or arrived' })
  payouts: ProgressPayout[]

  @ApiPropertyOptional({ description: 'What has been paid back so far, in minor units' })
  paid_minor?: number

  @ApiProperty()
  currency: string

  @ApiProperty({ type: [ProgressText], description: 'Notices of the policy pack that matter at this stage' })
  notices: ProgressText[]

  @ApiProperty({ type: [ProgressText], description: 'What to do at this stage' })
  guides: ProgressText[]

  @ApiProperty({ type: [ProgressContact], description: 'Whom to ask' })
  contacts: ProgressContact[]

  @ApiProperty({ type: [ProgressLink], description: 'This page, each stage in detail, guides, and the chart of the whole flow' })
  links: ProgressLink[]

  @ApiProperty()
  version: number
}

/** One stage in detail: what a customer finds behind its link. */
export class ProgressStageView {
  @ApiProperty()
  caseId: string

  @ApiProperty({ enum: STAGES })
  stage: PackStage

  @ApiProperty()
  step: string

  @ApiProperty({ description: 'How long it may take' })
  timeLimit: string

  @ApiProperty({ description: 'The clause behind the time limit' })
  clause: string

  @ApiProperty({ description: 'Whether the case stands here now' })
  current: boolean

  @ApiPropertyOptional({ type: [ProgressMaterial] })
  materials?: ProgressMaterial[]

  @ApiPropertyOptional({ type: [String] })
  criteria?: string[]

  @ApiProperty({ type: [ProgressText] })
  notices: ProgressText[]

  @ApiProperty({ type: [ProgressText] })
  guides: ProgressText[]

  @ApiProperty({ type: [ProgressContact] })
  contacts: ProgressContact[]
}
