import { describe, expect, it } from '@jest/globals'
import { complaintDecider, complaintStream } from '@recourse/care-plan'
import { rowsOf } from '@recourse/event-flow/testing'
import { StreamInMemory, type Role } from '@recourse/kernel'
import { complaintProjection } from './complaint.projection.js'

const as = (role: Role, now: string) => ({ id: `${role}-${now}`, tenant: 'demo', actor: { id: role, roles: [role] }, now, correlationId: 'c' })
const personal = { person: 'customer', fields: { text: '无人回电' } }

const opened = () => new StreamInMemory(complaintDecider, complaintStream('demo', 'complaint-1')).given({
  type: 'OpenComplaint', complaintId: 'complaint-1', customer: 'customer', channel: 'PHONE', personal,
  caseId: 'case-1', facts: { stage: 'review', pack: { id: 'membership', version: '1.0.0' } }, ...as('customer', '2026-03-01T02:00:00.000Z'),
})

describe('complaint', () => {
  it('is open with the stage and pack of its case, and without its words', () => {
    const [row] = rowsOf(complaintProjection, opened().events)
    expect(row).toEqual({
      tenant: 'demo', complaint_id: 'complaint-1', version: 1, customer: 'customer', case_id: 'case-1', stage: 'review', pack: 'membership',
      pack_version: '1.0.0', channel: 'PHONE', status: 'open', outcome: null, opened_at: '2026-03-01T02:00:00.000Z', answered_at: null, closed_at: null,
    })
  })

  it('keeps the time of its first answer, and its outcome', () => {
    const stream = opened().given(
      { type: 'AnswerComplaint', personal, ...as('agent', '2026-03-01T03:00:00.000Z') },
      { type: 'AnswerComplaint', personal, ...as('agent', '2026-03-01T04:00:00.000Z') },
    )
    expect(rowsOf(complaintProjection, stream.events)).toMatchObject([{ version: 3, status: 'answered', answered_at: '2026-03-01T03:00:00.000Z' }])
    stream.given({ type: 'CloseComplaint', outcome: 'UPHELD', ...as('supervisor', '2026-03-02T03:00:00.000Z') })
    const [row] = rowsOf(complaintProjection, stream.events)
    expect(row).toMatchObject({ version: 4, status: 'closed', outcome: 'UPHELD', closed_at: '2026-03-02T03:00:00.000Z' })
  })
})
