import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsUUID } from 'class-validator'
import { ROLES, type Role } from '@recourse/kernel'
import { IsTime, PageQuery, type Page } from '@recourse/platform'
import { CARE_TASK_STATUSES, type CareTaskStatus } from './care-task.projection.js'

export class CareTaskFilterDto extends PageQuery {
  @ApiPropertyOptional({ enum: ROLES, description: 'Role that answers for the task' })
  @IsOptional() @IsIn(ROLES)
  owner?: Role

  @ApiPropertyOptional({ description: 'ISO 8601 with zone' })
  @IsOptional() @IsTime()
  due_before?: string

  @ApiPropertyOptional({ enum: CARE_TASK_STATUSES })
  @IsOptional() @IsIn(CARE_TASK_STATUSES)
  status?: CareTaskStatus

  @ApiPropertyOptional()
  @IsOptional() @IsUUID()
  planId?: string
}

export class CareTaskItem {
  @ApiProperty()
  planId: string

  @ApiProperty()
  taskId: string

  @ApiProperty({ description: 'Pseudonym' })
  customer: string

  @ApiProperty()
  project: string

  @ApiProperty()
  stage: string

  @ApiProperty({ description: 'The one role that answers for it' })
  owner: Role

  @ApiProperty({ type: [String], description: 'Roles that may carry it out too' })
  helpers: Role[]

  @ApiProperty({ description: 'A recommendation: never owed, so never overdue' })
  commercial: boolean

  @ApiProperty({ type: Date, nullable: true, description: 'Not to be done before; null = at once' })
  from: Date | null

  @ApiProperty()
  dueAt: Date

  @ApiProperty({ enum: CARE_TASK_STATUSES })
  status: CareTaskStatus

  @ApiProperty({ type: Date, nullable: true })
  completedAt: Date | null

  @ApiProperty({ description: 'Done after its due time' })
  late: boolean
}

export class CareTaskPage implements Page<CareTaskItem> {
  @ApiProperty({ type: [CareTaskItem] })
  items: CareTaskItem[]

  @ApiProperty({ type: String, nullable: true })
  next: string | null
}
