import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A row of the view `corrective_action`. Only the projection writes it. */
@Entity({ name: 'corrective_action', synchronize: false })
export class CorrectiveActionRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text', { name: 'round_id' })
  roundId: string

  @PrimaryColumn('text', { name: 'action_id' })
  actionId: string

  @Column('text', { name: 'case_id' })
  caseId: string

  @Column('text')
  owner: string

  @Column('timestamptz', { name: 'due_at' })
  dueAt: Date

  @Column('text')
  status: string

  @Column('boolean')
  overdue: boolean
}
