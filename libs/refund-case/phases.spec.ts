import { describe, expect, it } from '@jest/globals'
import { evolve } from './evolve.js'
import { refundCaseEvents, type RefundCaseEvent } from './events/index.js'
import { PHASES, STAGES, type Phase } from './phases.js'
import { UNOPENED, type RefundCase } from './state.js'
import { NEGOTIATING, testPack, walks } from './testing.js'

interface Step { readonly type: string; readonly from: string; readonly to: Phase }

const stepsOf = (events: readonly RefundCaseEvent[]): Step[] => {
  let state: RefundCase = UNOPENED
  return events.map((event) => {
    const from = state.phase
    state = evolve(state, event)
    return { type: event.type, from, to: state.phase as Phase }
  })
}

const steps = walks().flatMap(({ events }) => stepsOf(events as RefundCaseEvent[]))

describe('the phase machine', () => {
  const table = Object.entries(PHASES).flatMap(([from, { leadsOn }]) => Object.entries(leadsOn).map(([type, to]) => ({ type, from, to })))

  it('can be walked in every transition of the table, and in no other', () => {
    const walked = new Set(steps.filter(({ from, to }) => from !== to && from !== 'unopened').map((step) => JSON.stringify(step)))
    expect([...walked].sort()).toEqual(table.map((step) => JSON.stringify(step)).sort())
  })

  it('meets every event of the catalogue, and evolve handles each', () => {
    expect([...new Set(steps.map(({ type }) => type))].sort()).toEqual(refundCaseEvents.map(({ type }) => type).sort())
  })

  it('has a stage in the packs for every phase that can be entered', () => {
    const entered = new Set(table.map(({ to }) => to).filter((phase) => phase !== 'closed'))
    expect([...entered].every((phase) => phase in testPack(NEGOTIATING).stages && STAGES.includes(phase))).toBe(true)
  })

  it('knows no other event', () => {
    expect(() => evolve(walks()[0]!.state, { type: 'NoSuchEvent', data: {} } as never)).toThrow('not handled')
    expect(() => evolve(UNOPENED, { type: 'RefundWithdrawn', data: {} } as never)).toThrow('a case begins with RefundRequested')
  })
})
