import { describe, expect, it } from '@jest/globals'
import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { defineProjection } from './projection.js'

const Opened = defineEvent({ type: 'Opened', schema: z.strictObject({ amount_minor: z.int() }) })
const Paid = defineEvent({ type: 'Paid', schema: z.strictObject({ at: z.string() }) })

const columns = { tenant: 'text', id: 'text', amount_minor: 'bigint', paid_at: 'timestamptz?' } as const

describe('defineProjection', () => {
  it('types events and rows by the declaration alone', () => {
    const projection = defineProjection({
      name: 'paid_case',
      version: 1,
      events: [Opened, Paid],
      columns,
      key: ['tenant', 'id'],
      reduce: (rows, event) => {
        if (event.type === 'Opened') rows.put({ tenant: 't', id: 'a', amount_minor: event.data.amount_minor, paid_at: null })
        else rows.put({ ...rows.get('t', 'a')!, paid_at: event.data.at })
      },
    })
    expect([...projection.types!]).toEqual(['Opened', 'Paid'])
    expect(projection.keysOf({ stream: 'case-t.a' } as never)).toEqual([['t', 'a']])
  })

  it.each([
    ['a name that is no identifier', { name: 'Paid Case' }],
    ['a key that is no column', { key: ['tenant', 'nothing'] }],
    ['a key without the tenant in front', { key: ['id', 'tenant'] }],
    ['an index on what is no column', { indexes: [['nothing']] }],
  ])('refuses %s', (_, wrong) => {
    const declaration = { name: 'paid_case', version: 1, columns, key: ['tenant', 'id'], reduce: () => undefined, ...wrong }
    expect(() => defineProjection(declaration as never)).toThrow(/projection/)
  })
})
