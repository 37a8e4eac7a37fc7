import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { decideAs, permittedRole, type Command, type Decider } from './decider.js'
import { defineEvent, indexEvents } from './events.js'
import { defineRefusals, isRefusal } from './refusal.js'

const schema = z.object({ amount_minor: z.int() })

describe('an event definition', () => {
  it('makes its events and keeps personal data apart', () => {
    const Paid = defineEvent({ type: 'Paid', schema })
    expect(Paid({ amount_minor: 5 }, { person: 'p', fields: { name: 'Wang' } })).toEqual({ type: 'Paid', data: { amount_minor: 5 }, personal: { person: 'p', fields: { name: 'Wang' } } })
    expect(Paid({ amount_minor: 5 })).not.toHaveProperty('personal')
  })

  it('of a later schema version without a way from each earlier one is refused', () => {
    expect(() => defineEvent({ type: 'Paid', schemaVersion: 3, schema, upcasters: { 2: (data: never) => data } })).toThrow('schema version 1 has no upcaster')
  })

  it('has a name of its own', () => {
    expect(() => indexEvents([defineEvent({ type: 'Paid', schema })], [defineEvent({ type: 'Paid', schema })])).toThrow('two events are called Paid')
  })
})

describe('the gate before a decider', () => {
  type Pay = Command<'Pay', { readonly amount_minor: number }>
  const refuse = defineRefusals({ TooMuch: { kind: 'conflict', en: 'Too much', zh: '过多' } })
  const decider: Decider<null, Pay> = {
    category: 'purse', initial: null, permissions: { Pay: ['finance-maker', 'service'] },
    decide: ({ amount_minor }) => (amount_minor > 10 ? refuse('TooMuch', { limit_minor: 10 }) : [{ type: 'Paid', data: { amount_minor } }]),
    evolve: (state) => state,
  }
  const pay = (roles: Pay['actor']['roles'], amount_minor = 5): Pay => ({ type: 'Pay', amount_minor, id: '1', tenant: 'demo', actor: { id: 'a', roles }, now: '2026-11-21T08:00:00.000Z', correlationId: 'c' })

  it('lets nobody through without a role for the command', () => {
    expect(decideAs(decider, pay(['customer', 'admin', 'auditor']), null)).toMatchObject({ refused: true, code: 'RoleNotPermitted', details: { permitted: ['finance-maker', 'service'] } })
    expect(decideAs(decider, pay([]), null)).toMatchObject({ code: 'RoleNotPermitted' })
  })

  it('hands on to the rule, whose refusal has a text in both languages', () => {
    expect(decideAs(decider, pay(['service']), null)).toEqual([{ type: 'Paid', data: { amount_minor: 5 } }])
    const refusal = decideAs(decider, pay(['service'], 11), null)
    expect(isRefusal(refusal) && refusal).toMatchObject({ code: 'TooMuch', kind: 'conflict', title: { en: 'Too much', 'zh-CN': '过多' }, details: { limit_minor: 10 } })
  })

  it('records the first role of the table that the actor has', () => {
    expect(permittedRole(decider.permissions, 'Pay', { id: 'a', roles: ['service', 'finance-maker'] })).toBe('finance-maker')
    expect(permittedRole(decider.permissions, 'Unknown', { id: 'a', roles: ['service'] })).toBeUndefined()
  })
})
