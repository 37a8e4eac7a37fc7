import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { isRefusal, ROLES, type Role } from '@recourse/kernel'
import type { OrderCommand } from './commands.js'
import { orderEvents } from './events/index.js'
import { evolve } from './evolve.js'
import { orderPermissions } from './permissions.js'
import { orderRefusals } from './refusals.js'
import { NO_ORDER } from './state.js'
import { command, newOrder, walk } from './testing.js'

const specs = readFileSync(new URL('./decide/order.spec.ts', import.meta.url), 'utf8')

describe('the catalogue of refusals', () => {
  it.each(Object.keys(orderRefusals))('%s has a spec', (code) => {
    expect(specs).toMatch(new RegExp(`refused: ${code}'|code: '${code}'|\\['${code}',`))
  })

  it.each(Object.entries(orderRefusals))('%s has a text in both languages', (_, { en, zh }) => {
    expect(en).toMatch(/^[\x20-\x7e]{10,}$/)
    expect(zh).toMatch(/[\u4e00-\u9fff]{4,}/)
  })
})

describe('the role × command table', () => {
  const feed = ['RecordOrder', 'UpdateDelivery']
  const MAY: Partial<Record<Role, readonly string[]>> = { importer: feed, operations: feed, service: Object.keys(orderPermissions) }

  it.each(ROLES)('%s may do exactly what is written down', (role) => {
    const passed = Object.keys(orderPermissions).filter((type) => {
      const attempt = { ...command('ReleaseReservation', { caseId: 'c', reason: 'x' }, role), type, paid: { minor: 0 } }
      const decision = newOrder().when(attempt as unknown as OrderCommand)
      return !(isRefusal(decision) && decision.code === 'RoleNotPermitted')
    })
    expect(passed.sort()).toEqual([...(MAY[role] ?? [])].sort())
  })
})

describe('the events', () => {
  it('are all met by one walk, so evolve handles each', () => {
    expect([...new Set(walk().events.map(({ type }) => type))].sort()).toEqual(orderEvents.map(({ type }) => type).sort())
  })

  it('are all that evolve knows', () => {
    expect(() => evolve(walk().state, { type: 'NoSuchEvent' } as never)).toThrow('not handled')
    expect(() => evolve(NO_ORDER, { type: 'RefundReserved' } as never)).toThrow('an order begins with OrderRecorded')
  })
})
