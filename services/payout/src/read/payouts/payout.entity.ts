import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm'
import type { PayoutNeed } from './payouts.dto.js'
import { payoutProjection } from './payout.projection.js'

/** Postgres gives bigint as text; amounts are safe integers. */
const integer: ValueTransformer = { to: (value: number) => value, from: (text: string) => Number(text) }

/** A row of the view that `payoutProjection` keeps; read only. */
@Entity({ name: payoutProjection.name, synchronize: false })
export class PayoutRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text')
  case_id: string

  @PrimaryColumn('integer')
  payout_no: number

  @Column('text')
  out_refund_no: string

  @Column('text')
  status: string

  @Column('bigint', { transformer: integer })
  amount_minor: number

  @Column('text')
  currency: string

  @Column('text')
  channel: string

  @Column('text', { nullable: true })
  code: string | null

  @Column('integer')
  attempts: number

  @Column('timestamptz', { nullable: true })
  deferred_until: Date | null

  @Column('text', { nullable: true })
  needs: PayoutNeed | null

  @Column('integer', { nullable: true })
  resubmitted_as: number | null

  @Column('text', { nullable: true })
  corrected_by: string | null

  @Column('timestamptz', { nullable: true })
  corrected_at: Date | null

  @Column('integer', { nullable: true })
  correction_version: number | null

  @Column('text', { nullable: true })
  correction_channel: string | null

  @Column('timestamptz')
  requested_at: Date

  @Column('timestamptz', { nullable: true })
  sent_at: Date | null

  @Column('timestamptz', { nullable: true })
  settled_at: Date | null
}
