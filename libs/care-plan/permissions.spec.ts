import { describe, expect, it } from '@jest/globals'
import { decideAs, isRefusal, ROLES, type Role } from '@recourse/kernel'
import { complete, decider, markProblem, markTask, recommend, register, resolve, start } from './care-plan.fixture.js'
import { complaintDecider, complaintPermissions, carePlanPermissions } from './index.js'
import { answer, close, open } from './complaint/complaint.fixture.js'
import { as } from './spec-support.js'

const commands = [start(), complete(), markTask(), register(), markProblem(), resolve(), recommend()]
const expected: Record<string, Role[]> = {
  StartCarePlan: ['agent', 'doctor', 'service'],
  CompleteCareTask: ['agent', 'doctor', 'supervisor', 'operations', 'service'],
  MarkCareTaskOverdue: ['service'],
  RegisterCareProblem: ['customer', 'agent', 'doctor', 'supervisor', 'operations', 'service'],
  MarkCareProblemOverdue: ['service'],
  ResolveCareProblem: ['supervisor', 'doctor'],
  MakeRecommendation: ['agent'],
  OpenComplaint: ['customer', 'agent', 'supervisor', 'operations', 'service'],
  AnswerComplaint: ['agent', 'supervisor', 'operations'],
  CloseComplaint: ['supervisor', 'operations'],
}

const isPermitted = (decision: ReturnType<typeof decideAs>): boolean => !(isRefusal(decision) && decision.code === 'RoleNotPermitted')

describe('who may do what', () => {
  it('is settled for every command', () => {
    expect(Object.keys(expected).sort()).toEqual([...Object.keys(carePlanPermissions), ...Object.keys(complaintPermissions)].sort())
  })

  it.each(commands.map((command) => [command.type, command] as const))('%s', (type, command) => {
    const permitted = ROLES.filter((role) => isPermitted(decideAs(decider, { ...command, actor: as(role) }, decider.initial)))
    expect([...permitted].sort()).toEqual([...expected[type]!].sort())
  })

  it.each([open(), answer(), close()].map((command) => [command.type, command] as const))('%s', (type, command) => {
    const permitted = ROLES.filter((role) => isPermitted(decideAs(complaintDecider, { ...command, actor: as(role) }, complaintDecider.initial)))
    expect([...permitted].sort()).toEqual([...expected[type]!].sort())
  })
})
