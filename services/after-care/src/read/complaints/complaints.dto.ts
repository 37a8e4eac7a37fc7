import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsUUID } from 'class-validator'
import { COMPLAINT_CHANNELS, COMPLAINT_OUTCOMES } from '@recourse/care-plan'
import { PageQuery, type Page } from '@recourse/platform'
import { COMPLAINT_STATUSES, type ComplaintStatus } from './complaint.projection.js'

export class ComplaintFilterDto extends PageQuery {
  @ApiPropertyOptional({ enum: COMPLAINT_STATUSES })
  @IsOptional() @IsIn(COMPLAINT_STATUSES)
  status?: ComplaintStatus

  @ApiPropertyOptional()
  @IsOptional() @IsUUID()
  caseId?: string
}

export class ComplaintItem {
  @ApiProperty()
  complaintId: string

  @ApiProperty({ description: 'Pseudonym' })
  customer: string

  @ApiProperty({ type: String, nullable: true })
  caseId: string | null

  @ApiProperty({ type: String, nullable: true, description: 'Phase of the case when the complaint came' })
  stage: string | null

  @ApiProperty({ type: String, nullable: true })
  pack: string | null

  @ApiProperty({ type: String, nullable: true })
  packVersion: string | null

  @ApiProperty({ enum: COMPLAINT_CHANNELS })
  channel: string

  @ApiProperty({ enum: COMPLAINT_STATUSES })
  status: ComplaintStatus

  @ApiProperty({ enum: COMPLAINT_OUTCOMES, nullable: true })
  outcome: string | null

  @ApiProperty()
  openedAt: Date

  @ApiProperty({ type: Date, nullable: true, description: 'First answer' })
  answeredAt: Date | null

  @ApiProperty({ type: Date, nullable: true })
  closedAt: Date | null

  @ApiProperty()
  version: number
}

export class ComplaintPage implements Page<ComplaintItem> {
  @ApiProperty({ type: [ComplaintItem] })
  items: ComplaintItem[]

  @ApiProperty({ type: String, nullable: true })
  next: string | null
}
