import { describe, expect, it } from '@jest/globals'
import { loadPolicyPacks } from '../load.js'
import type { RefundPack } from '../pack-schema.js'
import { inputOf } from './prepaid.fixture.js'
import { remediesFor } from './remedies.js'

const membership = loadPolicyPacks().get('membership', '1.0.0') as RefundPack
const byKind = (...given: Parameters<typeof remediesFor>) => Object.fromEntries(remediesFor(...given).map(({ kind, title: _, ...values }) => [kind, values]))

describe('alternatives with computed values (MB11)', () => {
  it('of ten visits, three used, in a term: visits, days and fen', () => {
    const remaining = { units: 7, days: 273, minor: 70_000 }
    const facts = inputOf(100_000, { units: 10, term: { from: '2025-06-01', to: '2026-05-31' } }, { used: [{ units: 3, listPrice_minor: 20_000 }] })
    expect(byKind(membership, facts)).toEqual({
      PAUSE: { remaining }, EXTENSION: { remaining, termTo: '2026-05-31' }, TRANSFER: { remaining }, PARTIAL_REFUND: { remaining },
    })
  })

  it('extend a pass by the days on which the venue was closed', () => {
    const facts = inputOf(365_000, { kind: 'UNLIMITED', term: { from: '2025-06-01', to: '2026-05-31' } }, { fault: 'operator', stoppedOn: '2025-08-01' })
    expect(byKind(membership, facts)).toMatchObject({ EXTENSION: { termTo: '2026-07-01' }, PARTIAL_REFUND: { remaining: { days: 273, minor: 304_000 } } })
  })

  it('hold no refund when nothing would be left', () => {
    const facts = inputOf(10_000, {}, { used: [{ units: 1, listPrice_minor: 10_000 }] })
    expect(Object.keys(byKind(membership, facts))).toEqual(['PAUSE', 'EXTENSION', 'TRANSFER'])
  })

  it('are the pack\'s titles alone without facts', () => {
    expect(byKind(membership)).toEqual({ PAUSE: {}, EXTENSION: {}, TRANSFER: {} })
    expect(remediesFor(membership)[0]).toMatchObject({ title: { 'zh-CN': '暂停会员资格' } })
  })
})
