import { assertNever, permittedRole, streamName, type Decider, type Decision, type Permissions } from '@recourse/kernel'
import type { ComplaintCommand, OpenComplaint } from './commands.js'
import { ComplaintAnswered, ComplaintClosed, ComplaintOpened, type ComplaintEvent } from './events.js'
import { refuse } from './refusals.js'

export type Complaint =
  | { readonly phase: 'unopened' }
  | { readonly phase: 'open' | 'closed'; readonly complaintId: string; readonly customer: string; readonly caseId?: string; readonly answered: boolean }

export const complaintStream = (tenant: string, complaintId: string): string => streamName('complaint', tenant, complaintId)

/** Who may send what. */
export const complaintPermissions: Permissions<ComplaintCommand['type']> = {
  OpenComplaint: ['agent', 'supervisor', 'operations', 'service', 'customer'],
  AnswerComplaint: ['agent', 'supervisor', 'operations'],
  CloseComplaint: ['supervisor', 'operations'],
}

const decide = (command: ComplaintCommand, complaint: Complaint): Decision => {
  if (command.type === 'OpenComplaint') return complaint.phase === 'unopened' ? open(command) : refuse('ComplaintAlreadyOpened')
  if (complaint.phase === 'unopened') return refuse('UnknownComplaint')
  if (complaint.phase === 'closed') return refuse('ComplaintIsClosed')
  const { complaintId, answered } = complaint
  switch (command.type) {
    case 'AnswerComplaint': return [ComplaintAnswered({ complaintId }, command.personal)]
    case 'CloseComplaint': return answered || command.outcome === 'WITHDRAWN' ? [ComplaintClosed({ complaintId, outcome: command.outcome })] : refuse('AnswerMissing')
    default: return assertNever(command)
  }
}

const open = (command: OpenComplaint): Decision => {
  const { complaintId, customer, caseId, facts, channel, actor, personal } = command
  const asCustomer = permittedRole(complaintPermissions, command.type, actor) === 'customer'
  if (asCustomer && actor.id !== customer) return refuse('ComplaintForAnother')
  return [ComplaintOpened({ complaintId, customer, ...(caseId ? { caseId } : {}), ...facts, channel }, personal)]
}

const evolve = (complaint: Complaint, event: ComplaintEvent): Complaint => {
  if (event.type === 'ComplaintOpened') {
    const { complaintId, customer, caseId } = event.data
    return { phase: 'open', complaintId, customer, ...(caseId ? { caseId } : {}), answered: false }
  }
  if (complaint.phase === 'unopened') throw new Error(`a complaint begins with ComplaintOpened, not ${event.type}`)
  switch (event.type) {
    case 'ComplaintAnswered': return { ...complaint, answered: true }
    case 'ComplaintClosed': return { ...complaint, phase: 'closed' }
    default: return assertNever(event)
  }
}

/** Stream `complaint-<tenant>.<complaintId>`. */
export const complaintDecider: Decider<Complaint, ComplaintCommand> = { category: 'complaint', initial: { phase: 'unopened' }, permissions: complaintPermissions, decide, evolve }
