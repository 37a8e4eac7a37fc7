import type { Mood, Risk } from '@recourse/refund-case'
import { Column, Entity, PrimaryColumn } from 'typeorm'

const whole = { to: (value: number) => value, from: (value: string | null) => (value === null ? null : Number(value)) }

/** A row of the view `refund_case`. Only the projection writes it. */
@Entity({ name: 'refund_case', synchronize: false })
export class RefundCaseRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text', { name: 'case_id' })
  caseId: string

  @Column('integer')
  version: number

  @Column('text', { name: 'order_id' })
  orderId: string

  @Column('text')
  customer: string

  @Column('text')
  pack: string

  @Column('text')
  reason: string

  @Column('text')
  phase: string

  @Column('text')
  stage: string

  @Column('text')
  role: string

  @Column('bigint', { name: 'requested_minor', transformer: whole })
  requested_minor: number

  @Column('bigint', { name: 'approved_minor', transformer: whole, nullable: true })
  approved_minor: number | null

  @Column('bigint', { name: 'paid_minor', transformer: whole })
  paid_minor: number

  @Column('text')
  currency: string

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt: Date

  @Column('timestamptz', { name: 'opened_at' })
  openedAt: Date

  /** When somebody of staff first took the case forward. */
  @Column('timestamptz', { name: 'first_action_at', nullable: true })
  firstActionAt: Date | null

  @Column('timestamptz', { name: 'due_at' })
  dueAt: Date

  @Column('boolean')
  overdue: boolean

  @Column('integer', { name: 'escalation_level' })
  escalationLevel: number

  @Column('boolean')
  provisional: boolean

  @Column('boolean', { name: 'waiting_for_customer' })
  waitingForCustomer: boolean

  @Column('text', { nullable: true })
  assignee: string | null

  /** 1 = somebody has it, 0 = it waits in the queue. */
  @Column('integer')
  taken: number

  @Column('text', { name: 'rule_id', nullable: true })
  ruleId: string | null

  @Column('text', { name: 'approval_hash', nullable: true })
  approvalHash: string | null

  @Column('text', { nullable: true })
  outcome: string | null

  @Column('jsonb', { nullable: true })
  risk: Risk | null

  @Column('text', { nullable: true })
  mood: Mood | null
}
