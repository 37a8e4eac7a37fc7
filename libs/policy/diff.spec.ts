import { describe, expect, it } from '@jest/globals'
import { diffPacks } from './diff.js'
import { loadPolicyPacks } from './load.js'

const retail = loadPolicyPacks().get('retail', '1.0.0')

describe('the difference of two packs', () => {
  it('is nothing for the same content', () => {
    expect(diffPacks(retail, structuredClone(retail))).toEqual([])
  })

  it('names every place, items of lists by their own names', () => {
    const { stages, clauses } = retail
    const changed = {
      ...retail, version: '1.1.0', applicationWindow_days: null,
      stages: { ...stages, review: { ...stages.review, due: { hours: 5 } } },
      clauses: [{ ...clauses[0]!, id: 'new' }, ...clauses.map((clause) => (clause.id === 'receipt' ? { ...clause, version: 2 } : clause))],
    }
    const { due } = stages.review
    expect(diffPacks(retail, changed)).toEqual(expect.arrayContaining([
      { path: 'version', before: '1.0.0', after: '1.1.0' },
      { path: 'applicationWindow_days', before: 400, after: null },
      ...('hours' in due ? [{ path: 'stages.review.due.hours', before: due.hours, after: 5 }] : []),
      { path: 'clauses.receipt.version', before: 1, after: 2 },
      { path: 'clauses.new', after: { ...clauses[0]!, id: 'new' } },
    ]))
  })

  it('tells an order that was changed', () => {
    expect(diffPacks({ rules: [{ id: 'a' }, { id: 'b' }] }, { rules: [{ id: 'b' }, { id: 'a' }] })).toEqual([{ path: 'rules', before: ['a', 'b'], after: ['b', 'a'] }])
    expect(diffPacks({ ways: ['A', 'B'] }, { ways: ['A'] })).toEqual([{ path: 'ways', before: ['A', 'B'], after: ['A'] }])
  })
})
