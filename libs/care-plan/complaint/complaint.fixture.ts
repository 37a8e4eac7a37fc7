import { as, context, scenario } from '../spec-support.js'
import { complaintDecider, type AnswerComplaint, type CloseComplaint, type OpenComplaint } from './index.js'

export const { given } = scenario(complaintDecider)
export const now = '2026-03-01T02:00:00.000Z'
export const personal = { person: 'customer', fields: { text: 'Nobody called back' } }

export const open = (change: Partial<OpenComplaint> = {}): OpenComplaint => ({
  ...context, type: 'OpenComplaint', actor: as('customer'), now, complaintId: 'complaint-1', customer: 'customer', caseId: 'case-1',
  facts: { stage: 'review', pack: { id: 'membership', version: '1.0.0' } }, channel: 'ONLINE', personal, ...change,
})
export const answer = (change: Partial<AnswerComplaint> = {}): AnswerComplaint => ({ ...context, type: 'AnswerComplaint', actor: as('agent'), now, personal, ...change })
export const close = (change: Partial<CloseComplaint> = {}): CloseComplaint => ({ ...context, type: 'CloseComplaint', actor: as('supervisor'), now, outcome: 'UPHELD', ...change })
