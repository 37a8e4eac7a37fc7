import { describe, expect, it } from '@jest/globals'
import { retentionOf } from './retention.js'
import { closedPaid, closedRefused, command, inReview, lodge, stateOf, T0 } from './testing.js'

describe('how long evidence is kept (MC17)', () => {
  it('is at least three years from closing', () => {
    expect(retentionOf(stateOf(inReview()))).toEqual({ kept: 'WHILE_OPEN' })
    expect(stateOf(closedPaid())).toMatchObject({ closedAt: T0 })
    expect(retentionOf(stateOf(closedPaid()))).toEqual({ kept: 'UNTIL', until: '2029-03-02T02:00:00.000Z' })
    expect(retentionOf({ closedAt: '2028-02-29T00:00:00.000Z', legalHold: false, erased: false })).toEqual({ kept: 'UNTIL', until: '2031-03-01T00:00:00.000Z' })
  })

  it('has no end while a legal hold stands, and none is counted while the case is open again', () => {
    expect(retentionOf(stateOf(closedRefused().given(command('OpenExternalDispute', { body: 'COURT', reference: '1' }))))).toEqual({ kept: 'LEGAL_HOLD' })
    expect(retentionOf(stateOf(closedRefused().given(lodge())))).toEqual({ kept: 'WHILE_OPEN' })
  })

  it('says so when an erasure has ended it', () => {
    expect(retentionOf({ closedAt: '2028-02-29T00:00:00.000Z', legalHold: false, erased: true })).toEqual({ kept: 'ERASED' })
  })
})
