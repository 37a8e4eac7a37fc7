import { describe, expect, it } from '@jest/globals'
import { isRefusal, ROLES, type Actor, type Role } from '@recourse/kernel'
import fc from 'fast-check'
import type { RefundCaseEvent } from '../events/index.js'
import { tookPart } from '../state.js'
import { closedRefused, command, inReview, judge, lodge, people, propose, stateOf, walks, type CaseStream } from '../testing.js'

const PEOPLE = ['wang', 'li', 'zhao', 'chen', 'bao'] as const
/** Anybody with any combination of roles. */
const anybody: fc.Arbitrary<Actor> = fc.record({ id: fc.constantFrom(...PEOPLE), roles: fc.subarray<Role>([...ROLES], { minLength: 1 }) })

describe('who decides, by person and whatever their roles', () => {
  it('a checker is neither maker, nor requester or payee, nor did they handle the case with the customer', () => {
    const confirmed = new Set<string>()
    fc.assert(fc.property(anybody, anybody, anybody, (handler, maker, checker) => {
      const stream: CaseStream = inReview()
      stream.when(command('TakeOver', { reason: 'UPSET' }, { by: handler }))
      if (isRefusal(stream.when(propose(10_000, { by: maker })))) return
      const { proposal, agents, customer, requestedBy } = stateOf(stream)
      const decision = stream.when(command('ConfirmApproval', { approvalHash: proposal!.approvalHash }, { by: checker }))
      if (isRefusal(decision)) return
      confirmed.add(checker.id)
      expect([maker.id, customer, requestedBy, ...agents]).not.toContain(checker.id)
    }), { numRuns: 3_000 })
    expect(confirmed.size).toBeGreaterThan(1)
  })

  it('an appeal is decided by nobody who took part in the case', () => {
    const judges = new Set<string>()
    fc.assert(fc.property(anybody, anybody, (handler, by) => {
      const stream = inReview()
      stream.when(command('RecordContact', { channel: 'PHONE', outcome: 'REACHED' }, { by: handler }))
      stream.given(command('RefuseRefund', { reason: 'NOT_TRUE', clause: 'time' }), lodge())
      const before = stateOf(stream)
      if (isRefusal(stream.when(judge('UPHELD', { by })))) return
      judges.add(by.id)
      expect(tookPart(before, by.id) || by.id === before.customer).toBe(false)
    }), { numRuns: 2_000 })
    expect(judges.size).toBeGreaterThan(1)
    expect(stateOf(closedRefused()).reviewers).toContain(people.reviewer.id)
  })
})

describe('every decision', () => {
  const decisions = walks().flatMap(({ events }) => events as RefundCaseEvent[])
    .filter((event) => event.type === 'RefundApproved' || event.type === 'RefundRefused' || event.type === 'AppealDecided')

  it.each(decisions.map((event) => [event.type, event.data] as const))('%s names its outcome, rule, policy version and law (LS1, LS14)', (_, data) => {
    expect(['FULL', 'PARTIAL', 'NONE', 'UPHELD', 'OVERTURNED']).toContain(data.outcome)
    expect(data).toMatchObject({ ruleId: expect.stringMatching(/./), pack: { id: 'food', version: '1.0.0' } })
    expect(data.citations.length).toBeGreaterThan(0)
    for (const cited of data.citations) expect(cited).toEqual({ law: expect.stringMatching(/./), article: expect.stringMatching(/./), version: expect.stringMatching(/./) })
  })

  it('is full, partial or none (LS1)', () => {
    expect(new Set(decisions.map(({ data }) => data.outcome))).toEqual(new Set(['FULL', 'PARTIAL', 'NONE', 'UPHELD', 'OVERTURNED']))
  })
})
