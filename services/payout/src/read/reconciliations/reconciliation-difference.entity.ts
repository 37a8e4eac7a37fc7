import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm'

/** Postgres gives bigint as text; amounts are safe integers. */
const integer: ValueTransformer = { to: (value: number | null) => value, from: (text: string | null) => (text === null ? null : Number(text)) }

/** A row of the view `reconciliation_difference`. Only the projection writes it. */
@Entity({ name: 'reconciliation_difference', synchronize: false })
export class ReconciliationDifferenceRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text', { name: 'reconciliation_id' })
  reconciliationId: string

  @PrimaryColumn('integer', { name: 'difference_no' })
  no: number

  @Column('text')
  channel: string

  @Column('text')
  day: string

  @Column('text')
  kind: string

  @Column('text', { name: 'out_refund_no' })
  outRefundNo: string

  @Column('text', { name: 'case_id', nullable: true })
  caseId: string | null

  @Column('integer', { name: 'payout_no', nullable: true })
  payoutNo: number | null

  @Column('bigint', { nullable: true, transformer: integer })
  ours_minor: number | null

  @Column('text', { name: 'ours_currency', nullable: true })
  oursCurrency: string | null

  @Column('bigint', { nullable: true, transformer: integer })
  theirs_minor: number | null

  @Column('text', { name: 'theirs_currency', nullable: true })
  theirsCurrency: string | null

  @Column('text')
  status: string

  @Column('timestamptz', { name: 'found_at' })
  foundAt: Date

  @Column('text', { nullable: true })
  resolution: string | null
}
