import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A row of the view `reconciliation`. Only the projection writes it. */
@Entity({ name: 'reconciliation', synchronize: false })
export class ReconciliationRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text', { name: 'reconciliation_id' })
  reconciliationId: string

  @Column('integer')
  version: number

  @Column('text')
  channel: string

  @Column('text')
  day: string

  @Column('integer')
  run: number

  @Column('timestamptz', { name: 'completed_at' })
  completedAt: Date

  @Column('integer')
  ours: number

  @Column('integer')
  theirs: number

  @Column('integer')
  matched: number

  @Column('integer')
  open: number

  @Column('boolean')
  settled: boolean
}
