import { describe, expect, it } from '@jest/globals'
import { isRefusal, type Decision } from '@recourse/kernel'
import { as } from '../spec-support.js'
import { answer, close, given, now, open, personal } from './complaint.fixture.js'
import { ComplaintAnswered, ComplaintClosed, ComplaintOpened, complaintRefusals } from './index.js'

const about = { complaintId: 'complaint-1', customer: 'customer', caseId: 'case-1', stage: 'review', pack: { id: 'membership', version: '1.0.0' }, channel: 'ONLINE' as const }
const opened = ComplaintOpened(about)
const answered = ComplaintAnswered({ complaintId: 'complaint-1' })
const closed = ComplaintClosed({ complaintId: 'complaint-1', outcome: 'UPHELD' })

describe('a complaint', () => {
  it('names the stage and the pack version of its case and keeps its text apart', () => {
    expect(given().when(open())).toEqual([ComplaintOpened(about, personal)])
  })

  it('need not be about a case', () => {
    const { caseId, facts, ...rest } = open({ now })
    expect(given().when(rest)).toEqual([ComplaintOpened({ complaintId: 'complaint-1', customer: 'customer', channel: 'ONLINE' }, personal)])
  })

  it('is taken by staff in a customer\'s name', () => {
    expect(given().when(open({ actor: as('agent'), channel: 'PHONE' }))).toMatchObject([{ data: { customer: 'customer', channel: 'PHONE' } }])
  })

  it('is answered, as often as needed, and closed', () => {
    expect(given(opened).when(answer())).toEqual([ComplaintAnswered({ complaintId: 'complaint-1' }, personal)])
    expect(given(opened, answered).when(answer())).toEqual([ComplaintAnswered({ complaintId: 'complaint-1' }, personal)])
    expect(given(opened, answered).when(close())).toEqual([closed])
    expect(given(opened).when(close({ outcome: 'WITHDRAWN' }))).toEqual([ComplaintClosed({ complaintId: 'complaint-1', outcome: 'WITHDRAWN' })])
  })
})

const scenarios: Record<keyof typeof complaintRefusals, readonly (() => Decision)[]> = {
  UnknownComplaint: [() => given().when(answer()), () => given().when(close())],
  ComplaintAlreadyOpened: [() => given(opened).when(open()), () => given(opened, answered, closed).when(open())],
  ComplaintForAnother: [() => given().when(open({ customer: 'somebody-else' }))],
  ComplaintIsClosed: [() => given(opened, answered, closed).when(answer()), () => given(opened, answered, closed).when(close())],
  AnswerMissing: [() => given(opened).when(close())],
}

describe('refusals of a complaint', () => {
  it('all have a scenario', () => {
    expect(Object.keys(scenarios).sort()).toEqual(Object.keys(complaintRefusals).sort())
  })

  it.each(Object.entries(scenarios).flatMap(([code, rows]) => rows.map((decide, index) => [code, index + 1, decide] as const)))('%s (%i)', (code, _index, decide) => {
    const decision = decide()
    expect(isRefusal(decision) ? decision.code : decision).toBe(code)
  })
})
