import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { ComplaintStatus } from './complaint.projection.js'

/** A row of the view `complaint`. Only the projection writes it. */
@Entity({ name: 'complaint', synchronize: false })
export class ComplaintRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text', { name: 'complaint_id' })
  complaintId: string

  @Column('integer')
  version: number

  @Column('text')
  customer: string

  @Column('text', { name: 'case_id', nullable: true })
  caseId: string | null

  @Column('text', { nullable: true })
  stage: string | null

  @Column('text', { nullable: true })
  pack: string | null

  @Column('text', { name: 'pack_version', nullable: true })
  packVersion: string | null

  @Column('text')
  channel: string

  @Column('text')
  status: ComplaintStatus

  @Column('text', { nullable: true })
  outcome: string | null

  @Column('timestamptz', { name: 'opened_at' })
  openedAt: Date

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt: Date | null

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null
}
