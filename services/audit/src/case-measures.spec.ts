import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addMilliseconds } from '@recourse/kernel'
import { refundCaseStream } from '@recourse/refund-case'
import { AuditBench, decider, HOUR_ms, LIN, NOW } from './spec-support.js'

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

describe('how simple and how fast a case is', () => {
  it('is counted: what the customer had to do, and when staff first acted (MB9, MB10)', async () => {
    const caseId = await bench.caseWith()
    const reviewer = bench.service.as('reviewer')
    const before = (await reviewer.get(`/refund-cases/${caseId}`)).body
    expect(before).toMatchObject({ customerActions: 1 })
    expect(before).not.toHaveProperty('firstActionAt')
    const stream = refundCaseStream('demo', caseId)
    await bench.service.given(decider, stream, { type: 'AttachEvidence', evidenceId: 'e-1', sha256: 'a'.repeat(64), size_bytes: 1, mediaType: 'image/png', kind: 'other' }, LIN)
    await bench.service.given(decider, stream, { type: 'AttachEvidence', evidenceId: 'e-2', sha256: 'b'.repeat(64), size_bytes: 1, mediaType: 'image/png', kind: 'other' }, { id: 'li', roles: ['agent'] })
    bench.forward(2 * HOUR_ms)
    await reviewer.post(`/refund-cases/${caseId}/findings`, { item: 'REASON_TRUE', finding: 'CONFIRMED' })
    bench.forward(HOUR_ms)
    const { position } = (await reviewer.post(`/refund-cases/${caseId}/contact-attempts`, { channel: 'PHONE', outcome: 'REACHED' })).body
    const firstActionAt = addMilliseconds(NOW, 2 * HOUR_ms)
    expect((await bench.service.as('customer', { id: 'lin' }).get(`/refund-cases/${caseId}`)).body).toMatchObject({ customerActions: 2, firstActionAt })
    const { items } = (await reviewer.get(`/refund-cases?min_position=${encodeURIComponent(position)}`)).body
    expect(items.find((item: { caseId: string }) => item.caseId === caseId)).toMatchObject({ firstActionAt })
  })
})
