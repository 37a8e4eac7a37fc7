import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { isRefusal, outcomeOfDecision as outcome, ROLES } from '@recourse/kernel'
import { channelSwitchDecider } from './decider.js'
import { channelSwitchEvents } from './events/index.js'
import { evolve } from './evolve.js'
import { channelSwitchPermissions } from './permissions.js'
import { channelSwitchRefusals } from './refusals.js'
import { NEVER_STOPPED } from './state.js'
import { BO, endDrill, later, MIA, newSwitch, resume, stop, T0, walk } from './testing.js'

describe('the kill switch of a channel (MB16)', () => {
  it('is thrown by one person, and says who, when and why', () => {
    const stream = newSwitch()
    expect(stream.when(stop())).toMatchObject([{ type: 'ChannelStopped', data: { channel: 'wechat-pay', reason: 'INCIDENT' } }])
    expect(stream.state).toEqual({ stop: { reason: 'INCIDENT', by: 'mia', at: T0 } })
    expect(outcome(stream.when(stop()))).toBe('refused: ChannelAlreadyStopped')
  })

  it('is put back by another person', () => {
    const stream = newSwitch()
    expect(outcome(stream.when(resume()))).toBe('refused: ChannelNotStopped')
    stream.given(stop())
    expect(outcome(stream.when(resume({ actor: MIA })))).toBe('refused: ResumerIsStopper')
    expect(outcome(stream.when(resume()))).toEqual(['ChannelResumed'])
    expect(stream.state).toEqual(NEVER_STOPPED)
  })
})

describe('a drill (MB16)', () => {
  const inDrill = () => newSwitch().given(stop({ reason: 'DRILL' }))

  it('ends with what was measured, by whoever began it too', () => {
    const stream = inDrill()
    expect(stream.when(endDrill())).toMatchObject([
      { type: 'ChannelDrillRecorded', data: { channel: 'wechat-pay', startedAt: T0, endedAt: later(10), deferred: 3, leaked: 0 } },
      { type: 'ChannelResumed', data: { reason: 'DRILL_OVER' } },
    ])
    expect(stream.state).toEqual({ lastDrill: { startedAt: T0, endedAt: later(10), deferred: 3, leaked: 0 } })
  })

  it('does not end without being measured', () => {
    expect(outcome(inDrill().when(resume()))).toBe('refused: DrillRuns')
    expect(outcome(inDrill().when(endDrill({ facts: { startedAt: later(-60), deferred: 0, leaked: 0 } })))).toBe('refused: NoDrillRuns')
    expect(outcome(newSwitch().when(endDrill()))).toBe('refused: NoDrillRuns')
    expect(outcome(newSwitch().given(stop()).when(endDrill()))).toBe('refused: NoDrillRuns')
  })

  it('is not begun again and again, which would wear the switch out; in earnest it is thrown at any time', () => {
    const stream = inDrill().given(endDrill())
    expect(outcome(stream.when(stop({ reason: 'DRILL', now: later(11), actor: BO })))).toBe('refused: DrilledToday')
    expect(outcome(stream.when(stop({ now: later(11) })))).toEqual(['ChannelStopped'])
    stream.given(resume())
    expect(outcome(stream.when(stop({ reason: 'DRILL', now: later(10 + 24 * 60) })))).toEqual(['ChannelStopped'])
  })

  it('alone is refused once the log of the switch is full: what stops a channel in earnest, ends a drill or lets it go on never is', () => {
    const vital = [stop(), resume(), endDrill(), stop({ reason: 'DRILL' })].map((command) => channelSwitchDecider.isVital!(command))
    expect(vital).toEqual([true, true, true, false])
  })

  it('may become serious: then it is no drill any more', () => {
    const stream = inDrill()
    expect(outcome(stream.when(stop({ reason: 'DRILL', actor: BO })))).toBe('refused: ChannelAlreadyStopped')
    stream.given(stop({ actor: BO, now: later(5) }))
    expect(stream.state.stop).toEqual({ reason: 'INCIDENT', by: 'bo', at: later(5) })
    expect(outcome(stream.when(endDrill()))).toBe('refused: NoDrillRuns')
    expect(outcome(stream.when(resume()))).toBe('refused: ResumerIsStopper')
  })
})

describe('the catalogue', () => {
  const specs = readFileSync(new URL('./channel-switch.spec.ts', import.meta.url), 'utf8')

  it.each(Object.entries(channelSwitchRefusals))('%s has a spec and a text in both languages', (code, { en, zh }) => {
    expect(specs).toContain(`refused: ${code}'`)
    expect(en).toMatch(/^[\x20-\x7e]{10,}$/)
    expect(zh).toMatch(/[\u4e00-\u9fff]{4,}/)
  })

  it.each(ROLES)('lets %s do exactly what is written down', (role) => {
    const actor = { id: 'somebody', roles: [role] }
    const passed = [stop({ actor }), resume({ actor }), endDrill({ actor })].filter((command) => {
      const decision = newSwitch().when(command)
      return !(isRefusal(decision) && decision.code === 'RoleNotPermitted')
    })
    expect(passed.map(({ type }) => type)).toEqual(['operations', 'supervisor', 'finance-checker'].includes(role) ? Object.keys(channelSwitchPermissions) : [])
  })

  it('of events is met by one walk, and is all that evolve knows', () => {
    expect([...new Set(walk().events.map(({ type }) => type))].sort()).toEqual(channelSwitchEvents.map(({ type }) => type).sort())
    expect(() => evolve(walk().state, { type: 'NoSuchEvent', data: {} } as never)).toThrow('not handled')
  })
})
