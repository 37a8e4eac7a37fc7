import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A row of the view `spot_check`. Only the projection writes it. */
@Entity({ name: 'spot_check', synchronize: false })
export class SpotCheckRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text', { name: 'round_id' })
  roundId: string

  @Column('integer')
  version: number

  @Column('text')
  status: string

  @Column('timestamptz', { name: 'period_from' })
  from: Date

  @Column('timestamptz', { name: 'period_to' })
  to: Date

  @Column('timestamptz', { name: 'committed_at' })
  committedAt: Date

  @Column('integer')
  drawn: number

  @Column('integer')
  checked: number

  @Column('integer')
  findings: number

  @Column('integer', { name: 'open_actions' })
  openActions: number
}
