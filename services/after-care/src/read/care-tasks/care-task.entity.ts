import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { Role } from '@recourse/kernel'
import type { CareTaskStatus } from './care-task.projection.js'

/** A row of the view `care_task`. Only the projection writes it. */
@Entity({ name: 'care_task', synchronize: false })
export class CareTaskRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text', { name: 'plan_id' })
  planId: string

  @PrimaryColumn('text', { name: 'task_id' })
  taskId: string

  @Column('text')
  customer: string

  @Column('text')
  project: string

  @Column('text')
  stage: string

  @Column('text')
  owner: Role

  @Column('jsonb')
  helpers: Role[]

  @Column('boolean')
  commercial: boolean

  @Column('timestamptz', { name: 'from_at', nullable: true })
  from: Date | null

  @Column('timestamptz', { name: 'due_at' })
  dueAt: Date

  @Column('text')
  status: CareTaskStatus

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt: Date | null

  @Column('boolean')
  late: boolean
}
