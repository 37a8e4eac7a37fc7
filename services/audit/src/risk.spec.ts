import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { assessRisk, loadPolicyPacks, type RiskInputs } from '@recourse/policy'
import { refundCaseStream } from '@recourse/refund-case'
import { AUTOMATIC_REVIEW, AuditBench, decider, HOUR_ms, type WantedCase } from './spec-support.js'

const DAY_ms = 24 * HOUR_ms
const PROMISED = '2026-11-22T07:59:00.000Z'
const pack = loadPolicyPacks().get('food-delivery', '1.0.0')

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const as = (...given: Parameters<AuditBench['service']['as']>) => bench.service.as(...given)
const caseOf = async (caseId: string) => (await as('reviewer').get(`/refund-cases/${caseId}`)).body
const customerOf = (id: string): WantedCase => ({ customer: id, openedBy: { id, roles: ['customer'] } })

/** A complaint about the food with a picture of this content. */
const withPicture = async (customer: string, sha256: string): Promise<string> => {
  const caseId = await bench.caseWith({ ...customerOf(customer), reason: 'QUALITY' })
  for (const kind of pack.reasons.find(({ code }) => code === 'QUALITY')!.requiredEvidence) {
    const evidence = { type: 'AttachEvidence', evidenceId: randomUUID(), sha256, size_bytes: 10, mediaType: 'image/png', kind } as const
    const { position } = await bench.service.given(decider, refundCaseStream('demo', caseId), evidence, { id: customer, roles: ['customer'] })
    await bench.service.handled(AUTOMATIC_REVIEW, position)
  }
  return caseId
}

describe('risk (MB13)', () => {
  it('is told to staff with its reasons in both languages, and in the review queue', async () => {
    const seen = 'a'.repeat(64)
    const first = await withPicture('zhang', seen)
    const second = await withPicture('someone-else', seen)
    expect(await caseOf(first)).toMatchObject({ phase: 'review', risk: { score: 0, high: false, reasons: [] } })
    expect((await caseOf(second)).risk).toEqual({
      score: 60, high: true, highFrom: 50,
      reasons: [{ rule: 'same-evidence', points: 60, text: { en: 'The same file was handed in for another case', 'zh-CN': '同一凭证曾用于其他退款申请' } }],
    })
    const { body } = await as('reviewer').get(`/review-queue?min_position=${await bench.head()}`)
    expect(body.items.find(({ caseId }: { caseId: string }) => caseId === second)).toMatchObject({ ruleId: 'risk-high', risk: { score: 60, high: true } })
  })

  it('of another tenant is not looked at', async () => {
    const seen = 'b'.repeat(64)
    const elsewhere = await bench.caseWith({ ...customerOf('tang'), tenant: 'other', reason: 'QUALITY' })
    await bench.service.given(decider, refundCaseStream('other', elsewhere), {
      type: 'AttachEvidence', evidenceId: randomUUID(), sha256: seen, size_bytes: 10, mediaType: 'image/png', kind: 'other',
    }, { id: 'tang', roles: ['customer'] })
    expect(await caseOf(await withPicture('tang', seen))).toMatchObject({ risk: { score: 0 } })
  })

  it('of a burst is seen by every case of it, although views lag behind', async () => {
    const late: WantedCase = { ...customerOf('burst'), reason: 'NOT_DELIVERED', promised: PROMISED }
    const burst = await Promise.all(Array.from({ length: 5 }, () => bench.caseWith(late)))
    const counts = (await Promise.all(burst.map(async (caseId) => {
      const { events } = (await as('auditor').get(`/refund-cases/${caseId}/history`)).body
      return events.find(({ type }: { type: string }) => type === 'RiskAssessed').data.inputs.casesLast24Hours as number
    }))).sort()
    expect(counts.at(-1)).toBe(4)
    counts.forEach((count, index) => expect(count).toBeGreaterThanOrEqual(index))
  })

  it('that is high leaves to a person what the machine would have paid; nothing is refused', async () => {
    const late: WantedCase = { ...customerOf('often'), reason: 'NOT_DELIVERED', promised: PROMISED }
    for (let count = 0; count < 5; count += 1) expect(await caseOf(await bench.caseWith(late))).toMatchObject({ phase: 'payout' })
    const caseId = await bench.caseWith(late)
    expect(await caseOf(caseId)).toMatchObject({ phase: 'review', risk: { score: 60, reasons: [{ rule: 'frequent' }, { rule: 'velocity' }] } })
    await bench.accepted('reviewer', caseId, 'findings', { item: 'REASON_TRUE', finding: 'CONFIRMED' })
    await bench.accepted('reviewer', caseId, 'approval', { amount_minor: 6_800, currency: 'CNY' })
    expect(await caseOf(caseId)).toMatchObject({ phase: 'payout' })
  })

  it('counts back from the opening of the case, without the case itself, and can be derived again from what was recorded', async () => {
    const asked = { ...customerOf('seldom') }
    const first = await bench.caseWith(asked)
    bench.forward(2 * DAY_ms)
    const second = await bench.caseWith(asked)
    bench.forward(89 * DAY_ms)
    const third = await bench.caseWith(asked)
    const inputs = []
    for (const caseId of [first, second, third]) {
      const { events } = (await as('auditor').get(`/refund-cases/${caseId}/history`)).body
      const { data } = events.find(({ type }: { type: string }) => type === 'RiskAssessed')
      inputs.push(data.inputs)
      const { pack: _pack, ...assessed } = data
      expect(assessRisk(pack.risk, data.inputs as RiskInputs)).toEqual(assessed)
    }
    expect(inputs).toMatchObject([{ casesLast90Days: 0 }, { casesLast90Days: 1, casesLast24Hours: 0 }, { casesLast90Days: 1 }])
  })

  it('is never told to the customer, who learns that a rule passed the case to a person', async () => {
    const caseId = await bench.caseWith(customerOf('wu'))
    const { body } = await as('customer', { id: 'wu' }).get(`/refund-cases/${caseId}`)
    expect(body).not.toHaveProperty('risk')
    expect(body.automaticReview).toEqual({
      verdict: 'REFER', explanation: { en: expect.stringMatching(/passed this request to a person/), 'zh-CN': expect.stringMatching(/转交人工审核/) },
    })
  })

  it('is not assessed for imported retail cases, which have no rules', async () => {
    expect(loadPolicyPacks().get('retail', '1.0.0').risk.rules).toEqual([])
  })
})
