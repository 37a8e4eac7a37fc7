import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm'

/** Postgres gives bigint as text; amounts are safe integers. */
const integer: ValueTransformer = { to: (value: number) => value, from: (text: string) => Number(text) }

/** A row of the view `transfer_batch`. Only the projection writes it. */
@Entity({ name: 'transfer_batch', synchronize: false })
export class TransferBatchRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text', { name: 'batch_id' })
  batchId: string

  @Column('integer')
  version: number

  @Column('text')
  status: string

  @Column('text')
  channel: string

  @Column('text', { name: 'file_sha256' })
  fileSha256: string

  @Column('integer')
  instructions: number

  @Column('bigint', { transformer: integer })
  total_minor: number

  @Column('text')
  currency: string

  @Column('text')
  maker: string

  @Column('text', { nullable: true })
  checker: string | null

  @Column('timestamptz', { name: 'cut_at' })
  cutAt: Date

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt: Date | null

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt: Date | null

  @Column('text', { nullable: true })
  rejection: string | null

  @Column('integer')
  paid: number

  @Column('integer')
  failed: number

  @Column('integer')
  returned: number
}
