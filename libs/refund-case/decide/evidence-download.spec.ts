import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome, type Actor } from '@recourse/kernel'
import { customerActions, firstStaffActionAt } from '../case-actions.js'
import { closedRefused, command, DAY_ms, evidence, inReview, people, stateOf, T0 } from '../testing.js'
import { STAFF_DOWNLOADS_LIMIT } from './record-evidence-download.js'

const FILE = 'e-other-1'
const download = (by: Actor, now = T0, evidenceId = FILE) => command('RecordEvidenceDownload', { evidenceId }, { by, now })
const withFile = () => inReview().given(evidence('other'))

describe('who looked at a piece of evidence (MC17)', () => {
  it('is recorded of everybody, with the file and the day', () => {
    const stream = withFile()
    for (const by of [people.customer, people.agent, people.reviewer, people.doctor, people.supervisor, people.financeChecker]) {
      expect(stream.when(download(by))).toMatchObject([{ type: 'EvidenceDownloaded', data: { evidenceId: FILE } }])
    }
    expect(stateOf(stream).downloads[1]).toEqual({ evidenceId: FILE, by: 'li', on: '2026-03-02' })
  })

  it('is recorded once a day of staff and once of the customer, so that a page opened again adds nothing', () => {
    const stream = withFile().given(download(people.reviewer), download(people.customer))
    const [sameDay, nextDay] = [addMilliseconds(T0, DAY_ms / 2), addMilliseconds(T0, DAY_ms)]
    expect(stream.when(download(people.reviewer, sameDay))).toEqual([])
    expect(stream.when(download(people.customer, nextDay))).toEqual([])
    expect(stream.when(download(people.doctor, sameDay))).toHaveLength(1)
  })

  it('goes on after closing', () => {
    const stream = inReview().given(evidence('other'), ...[command('RefuseRefund', { reason: 'NOT_TRUE', clause: 'time' })])
    expect(stateOf(stream).phase).toBe('closed')
    expect(outcome(stream.when(download(people.supervisor)))).toEqual(['EvidenceDownloaded'])
  })

  it('is not asked of what the case does not have: UnknownEvidence', () => {
    expect(outcome(closedRefused().when(download(people.reviewer)))).toBe('refused: UnknownEvidence')
    expect(outcome(withFile().when(download(people.stranger)))).toBe('refused: NotYourCase')
  })

  it('never fills the case up: TooManyDownloads', () => {
    const stream = withFile()
    const clerks = Array.from({ length: STAFF_DOWNLOADS_LIMIT }, (_, index): Actor => ({ id: `clerk-${index}`, roles: ['agent'] }))
    stream.given(...clerks.map((clerk) => download(clerk)))
    expect(outcome(stream.when(download(people.reviewer)))).toBe('refused: TooManyDownloads')
    expect(stream.when(download(clerks[0]!))).toEqual([])
    expect(outcome(stream.when(download(people.customer)))).toEqual(['EvidenceDownloaded'])
  })

  it('is neither a step of the customer nor work on the case', () => {
    const stream = withFile()
    const before = customerActions(stream.events)
    stream.given(download(people.customer))
    expect(customerActions(stream.events)).toBe(before)
    expect(firstStaffActionAt(stream.events.filter(({ type }) => type === 'EvidenceDownloaded'))).toBeUndefined()
  })
})
