import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import { closedPaid, closedRefused, command, DAY_ms, inAppeal, inReview, judge, people, stateOf, T0 } from '../testing.js'

const dispute = (reference = '(2026)湘01民初17号') => command('OpenExternalDispute', { body: 'COURT', reference })
const release = command('ReleaseLegalHold', { reason: 'JUDGMENT_FINAL' })
const erase = command('EraseCustomer', {}, { now: addMilliseconds(T0, 30 * DAY_ms) })

describe('a dispute outside (MC19)', () => {
  it.each([['review', inReview], ['an appeal', inAppeal], ['a closed case', closedRefused], ['a paid case', closedPaid]])('holds everything of the case, from %s', (_, given) => {
    const stream = given()
    const { phase } = stateOf(stream)
    expect(stream.when(dispute())).toMatchObject([
      { type: 'ExternalDisputeOpened', data: { body: 'COURT', reference: '(2026)湘01民初17号' } }, { type: 'LegalHoldPlaced', data: { reason: 'EXTERNAL_DISPUTE' } },
    ])
    expect(stateOf(stream)).toMatchObject({ phase, legalHold: true })
  })

  it('is recorded once, another one under the same hold', () => {
    const stream = closedRefused().given(dispute())
    expect(outcome(stream.when(dispute()))).toEqual([])
    expect(outcome(stream.when(dispute('2026-18')))).toEqual(['ExternalDisputeOpened'])
  })

  it('forbids to erase the customer until a supervisor ends the hold: LegalHoldStands', () => {
    const stream = closedRefused().given(dispute())
    expect(outcome(stream.when(erase))).toBe('refused: LegalHoldStands')
    expect(outcome(stream.when({ ...release, actor: people.agent }))).toBe('refused: RoleNotPermitted')
    expect(outcome(stream.given(release).when(erase))).toEqual(['CustomerErased'])
    expect(outcome(stream.when(erase))).toEqual([])
  })

  it('ends once: NoLegalHold', () => {
    expect(outcome(closedRefused().when(release))).toBe('refused: NoLegalHold')
    expect(outcome(closedRefused().given(dispute(), release).when(release))).toBe('refused: NoLegalHold')
  })
})

describe('erasing a customer', () => {
  it('waits until the case is closed: CaseStillOpen', () => {
    expect(outcome(inReview().when(erase))).toBe('refused: CaseStillOpen')
    expect(outcome(inAppeal().when(erase))).toBe('refused: CaseStillOpen')
    expect(outcome(closedPaid().when(erase))).toEqual(['CustomerErased'])
  })

  it('waits until a refusal can no longer be appealed: CaseStillOpen', () => {
    const early = command('EraseCustomer', {})
    expect(closedRefused().when(early)).toMatchObject({ code: 'CaseStillOpen', details: { appealUntil: '2026-03-17T15:59:59.999Z' } })
    expect(outcome(inAppeal().given(judge('UPHELD')).when(early))).toEqual(['CustomerErased'])
    expect(outcome(closedRefused().when(erase))).toEqual(['CustomerErased'])
  })
})
