import { describe, expect, it } from '@jest/globals'
import { outcomeOfDecision as outcome } from '@recourse/kernel'
import { closedPaid, differ, inPayout, inReceipt, stateOf } from '../testing.js'
import { STATEMENT_DIFFERENCE_LIMIT } from './record-statement-difference.js'

describe('a statement that does not say what our books say', () => {
  it('is a fact of the case, which moves nothing', () => {
    const stream = inReceipt()
    const before = stateOf(stream)
    expect(stream.when(differ(1))).toMatchObject([
      { type: 'StatementDiffered', data: { payoutNo: 1, reconciliationId: 'r-1', differenceNo: 1, day: '2026-03-02', kind: 'ours-only' } },
    ])
    expect(stateOf(stream)).toEqual({ ...before, statementDifferences: { 'r-1/1': 'open' } })
  })

  it('is recorded once, and so is how it was settled, also after the case was closed', () => {
    const stream = closedPaid()
    expect(outcome(stream.when(differ(1)))).toEqual(['StatementDiffered'])
    expect(outcome(stream.when(differ(1)))).toEqual([])
    expect(stream.when(differ(1, 'VANISHED'))).toMatchObject([{ type: 'StatementDifferenceSettled', data: { payoutNo: 1, reconciliationId: 'r-1', differenceNo: 1, how: 'VANISHED' } }])
    for (const again of [differ(1), differ(1, 'VANISHED')]) expect(outcome(stream.when(again))).toEqual([])
    expect(outcome(stream.when(differ(2)))).toEqual(['StatementDiffered'])
    expect(stateOf(stream)).toMatchObject({ phase: 'closed', outcome: 'paid', statementDifferences: { 'r-1/1': 'settled', 'r-1/2': 'open' } })
  })

  it('may be told of its end before its beginning', () => {
    const stream = inReceipt()
    expect(outcome(stream.when(differ(1, 'CHANNEL_ERROR')))).toEqual(['StatementDiffered', 'StatementDifferenceSettled'])
    expect(outcome(stream.when(differ(1)))).toEqual([])
  })

  it('does not fill the case, however often the channel repeats itself', () => {
    const stream = inReceipt().given(...Array.from({ length: STATEMENT_DIFFERENCE_LIMIT }, (_, index) => differ(index + 1)))
    expect(outcome(stream.when(differ(STATEMENT_DIFFERENCE_LIMIT + 1)))).toEqual([])
    expect(outcome(stream.when(differ(STATEMENT_DIFFERENCE_LIMIT, 'RECOVERED')))).toEqual(['StatementDifferenceSettled'])
  })

  it.each([
    ['UnknownPayout', inPayout()],
  ])('is refused: %s', (code, stream) => {
    expect(outcome(stream.when(differ(1)))).toBe(`refused: ${code}`)
  })
})
