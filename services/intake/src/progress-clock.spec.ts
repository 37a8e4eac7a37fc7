import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addMilliseconds } from '@recourse/kernel'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseStream } from '@recourse/refund-case'
import { IntakeBench } from './spec-support.js'

const HOUR_ms = 3_600_000
let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open()
})
afterAll(() => bench.close())

const forward = (hours: number) => (bench.clock.instant = addMilliseconds(bench.clock.instant, hours * HOUR_ms))
const progress = async (token: string) => (await bench.service.anonymous.get(`/progress/${token}`)).body

describe('what a customer may expect (LS18)', () => {
  it('moves with the clock while they are waited for, and says until when', async () => {
    const { caseId, progressToken } = await bench.opened({ reason: 'PERSONAL' })
    const from = bench.clock.now()
    expect(await progress(progressToken)).toMatchObject({
      phase: 'review', expectedBy: addMilliseconds(from, 12 * HOUR_ms), waitingForYou: false, provisional: false,
    })
    forward(2)
    const decider = refundCaseDecider(loadPolicyPacks(process.env.POLICY_PACKS_DIR), loadCalendar())
    await bench.service.given(decider, refundCaseStream('demo', caseId), { type: 'RequestEvidence', kinds: ['chat'] }, { id: 'zhao', roles: ['reviewer'] })
    forward(5)
    expect(await progress(progressToken)).toMatchObject({
      waitingForYou: true, missingEvidence: ['chat'], overdue: false,
      expectedBy: addMilliseconds(from, 17 * HOUR_ms), evidenceDueAt: addMilliseconds(from, 26 * HOUR_ms),
    })
    await bench.service.given(decider, refundCaseStream('demo', caseId), {
      type: 'AttachEvidence', evidenceId: 'e-1', sha256: 'a'.repeat(64), size_bytes: 10, mediaType: 'image/png', kind: 'chat',
    }, { id: 'lin', roles: ['customer'] })
    forward(3)
    const after = await progress(progressToken)
    expect(after).toMatchObject({ waitingForYou: false, missingEvidence: [], expectedBy: addMilliseconds(from, 17 * HOUR_ms) })
    expect(after).not.toHaveProperty('evidenceDueAt')
  })
})
