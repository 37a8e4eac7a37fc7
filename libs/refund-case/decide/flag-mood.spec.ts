import { describe, expect, it } from '@jest/globals'
import { outcomeOfDecision as outcome } from '@recourse/kernel'
import { closedPaid, command, inReview, people, stateOf } from '../testing.js'

const flag = (mood: 'CALM' | 'UPSET', note?: string) =>
  command('FlagMood', { mood, ...(note ? { personal: { person: people.customer.id, fields: { note } } } : {}) }, { by: people.agent })

describe('the mood of the customer (MB46)', () => {
  it('is what staff said last, in any phase', () => {
    for (const given of [inReview, closedPaid]) {
      const stream = given()
      const { phase } = stateOf(stream)
      expect(stream.when(flag('UPSET', 'close to tears'))).toMatchObject([{ type: 'MoodFlagged', data: { mood: 'UPSET' }, personal: { person: 'wang', fields: { note: 'close to tears' } } }])
      expect(stateOf(stream.given(flag('CALM')))).toMatchObject({ mood: 'CALM', phase })
    }
  })

  it('said again says nothing new without a note', () => {
    const stream = inReview().given(flag('UPSET'))
    expect(stream.when(flag('UPSET'))).toEqual([])
    expect(outcome(stream.when(flag('UPSET', 'still')))).toEqual(['MoodFlagged'])
  })

  it('makes nobody part of the case, and is nobody\'s to say of themselves', () => {
    const { agents, reviewers } = stateOf(inReview())
    expect(stateOf(inReview().given(flag('UPSET')))).toMatchObject({ agents, reviewers })
    expect(outcome(inReview().when(command('FlagMood', { mood: 'CALM' }, { by: people.customer })))).toBe('refused: RoleNotPermitted')
  })
})
