import { describe, expect, it } from '@jest/globals'
import { loadPolicyPacks } from './load.js'
import type { RefundPack } from './pack.js'

const packs = loadPolicyPacks().all().filter((pack): pack is RefundPack => pack.kind === 'refund')
const food = packs.find(({ id }) => id === 'food-delivery')!

describe('the shipped packs', () => {
  it('know whose fault a reason is; for food that it did not come, was bad, or is not wanted any more (FO2)', () => {
    const faults = new Map(food.reasons.map(({ code, fault }) => [code, fault]))
    expect([faults.get('NOT_DELIVERED'), faults.get('QUALITY'), faults.get('PERSONAL')]).toEqual(['operator', 'operator', 'consumer'])
    expect(packs.flatMap(({ reasons }) => reasons).filter(({ label }) => !label.en || !label['zh-CN'])).toEqual([])
  })

  it.each(packs.map((pack) => [pack.id, pack] as const))('%s names several ways to get in touch, one of them an authority (LS19)', (_, { contacts }) => {
    const kinds = new Set(contacts.map(({ kind }) => kind))
    expect(kinds.size).toBeGreaterThanOrEqual(2)
    expect(kinds).toContain('AUTHORITY')
  })
})
