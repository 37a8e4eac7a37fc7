import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A row of the view `thread`. Only the projection writes it. */
@Entity({ name: 'thread', synchronize: false })
export class ThreadRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text', { name: 'case_id' })
  caseId: string

  @Column('text', { name: 'order_id' })
  orderId: string

  @Column('text')
  pack: string

  @Column('timestamptz', { name: 'asked_at', nullable: true })
  askedAt: Date | null

  @Column('timestamptz', { name: 'answer_by', nullable: true })
  answerBy: Date | null

  @Column('boolean')
  overdue: boolean

  @Column('timestamptz', { name: 'task_since', nullable: true })
  taskSince: Date | null

  @Column('boolean')
  paid: boolean

  @Column('text', { name: 'task_kind', nullable: true })
  taskKind: string | null
}
