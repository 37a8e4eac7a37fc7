import { describe, expect, it } from '@jest/globals'
import { outcomeOfDecision as outcome } from '@recourse/kernel'
import { closedPaid, command, stateOf } from '../testing.js'

const select = (roundId = 'r-1') => command('SelectForSpotCheck', { roundId })
const complete = (ok: boolean, roundId = 'r-1') => command('CompleteSpotCheck', { roundId, ok })

describe('a spot check on a case (MB34)', () => {
  it('is recorded once a round, and leaves a closed case closed', () => {
    const stream = closedPaid()
    expect(outcome(stream.when(select()))).toEqual(['SpotCheckSelected'])
    expect(outcome(stream.when(select()))).toEqual([])
    expect(outcome(stream.when(complete(false)))).toEqual(['SpotCheckCompleted'])
    expect(outcome(stream.when(complete(false)))).toEqual([])
    expect(outcome(stream.when(select('r-2')))).toEqual(['SpotCheckSelected'])
    expect(stateOf(stream)).toMatchObject({ phase: 'closed', outcome: 'paid', spotChecks: { 'r-1': 'findings', 'r-2': 'selected' } })
  })

  it('may be told of its end before its beginning', () => {
    const stream = closedPaid().given(complete(true))
    expect(outcome(stream.when(select()))).toEqual([])
    expect(stateOf(stream).spotChecks).toEqual({ 'r-1': 'ok' })
  })
})
