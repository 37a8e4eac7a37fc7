import { decideAs, type Command, type Decider, type Decision, type NewEvent, type RecordedEvent, type Role } from '@recourse/kernel'

/** Role names stand for people in specs: the agent's id is `agent`. */
export const as = (...roles: Role[]) => ({ id: roles[0] ?? 'nobody', roles })

export const context = { id: 'command-1', tenant: 'demo', correlationId: 'correlation-1' }

/** An event as the store would give it back. */
export const recorded = (event: NewEvent<string, any>, index = 0): RecordedEvent<any, any> => ({
  id: `event-${index + 1}`, stream: 'carePlan-demo.plan-1', version: index + 1, position: String(index + 1).padStart(8, '0'), type: event.type, data: event.data,
  metadata: {
    tenant: 'demo', actor: { id: 'agent', role: 'agent' }, commandId: `command-${index + 1}`, commandType: 'Spec', requestHash: '0'.repeat(64),
    correlationId: 'correlation-1', recordedAt: '2026-01-31T06:00:00.000Z',
  },
  prevHash: '0'.repeat(64), hash: '0'.repeat(64),
})

/** Given these events, when this command arrives, then … */
export const scenario = <State, C extends Command>(decider: Decider<State, C>) => ({
  given: (...events: readonly NewEvent<string, any>[]) => {
    const state = events.map(recorded).reduce((folded, event) => decider.evolve(folded, event), decider.initial)
    return { state, when: (command: C): Decision => decideAs(decider, command, state) }
  },
})
