import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Role } from '@recourse/kernel'
import type { TestIdentity } from '@recourse/platform/testing'
import { cny, PayoutBench } from '../../spec-support.js'

let bench: PayoutBench
beforeAll(async () => {
  bench = await PayoutBench.open({ consumers: true })
})
afterAll(() => bench.close())

const slip = (caseId: string, payoutNo: number | string, role: Role = 'finance-maker', identity?: TestIdentity) =>
  bench.service.as(role, identity).get(`/refund-cases/${caseId}/payouts/${payoutNo}/slip`)

describe('the refund slip for finance (FO9)', () => {
  it('says what is paid, in figures and in capitals, by which channel under which number, and who approved it', async () => {
    const caseId = await bench.approvedCase({ paid: 12_345 })
    await bench.reached(caseId, 'confirmed')
    expect((await slip(caseId, 1)).body).toEqual({
      slipNo: `${caseId}-1`, caseId, payoutNo: 1, orderId: `A-${caseId}`, channel: 'sandbox', amount_minor: 12_345, currency: 'CNY', inCapitals: '人民币壹佰贰拾叁元肆角伍分',
      approved_minor: 12_345, breakdown: [], approvedBy: 'MANUAL', steps: [{ what: 'APPROVED', by: 'chen', role: 'reviewer', at: expect.any(String), version: expect.any(Number) }],
      requestedAt: expect.any(String), status: 'confirmed',
    })
  })

  it('names who corrected a payee and who sent the payout again, and of the account its last four digits only', async () => {
    const caseId = await bench.approvedCase({ payee: 'wrong-name' })
    await bench.reached(caseId, 'failed')
    await bench.service.as('finance-maker').post(`/refund-cases/${caseId}/payout-details`, { name: '林小满', account: '6222000012345678' })
    const seen = (await slip(caseId, 1)).body
    expect(seen).toMatchObject({ accountEndsWith: '5678', steps: [{ what: 'APPROVED' }, { what: 'CORRECTED', version: expect.any(Number) }] })
    const { status } = await bench.service.as('finance-checker').post(`/refund-cases/${caseId}/payout-resubmission`, { correctionVersion: seen.steps[1].version })
    expect(status).toBe(200)
    const { body } = await slip(caseId, 1)
    expect(body.steps).toMatchObject([
      { what: 'APPROVED', by: 'chen' }, { what: 'CORRECTED', by: 'finance-maker', role: 'finance-maker' }, { what: 'RESUBMITTED', by: 'finance-checker', role: 'finance-checker' },
    ])
    expect(body.accountEndsWith).toBe('5678')
    expect(JSON.stringify(body)).not.toMatch(/62220000|林小满/)
  })

  it('is one for each instalment of a case, with its own number and sum', async () => {
    const legs = [4_000, 6_000].map((minor) => ({ channel: 'sandbox', reference: `leg-${minor}-${randomUUID()}`, amount: cny(minor) }))
    const caseId = await bench.approvedCase({ legs })
    await bench.reached(caseId, 'confirmed', 2)
    const slips = await Promise.all([1, 2].map(async (payoutNo) => (await slip(caseId, payoutNo)).body))
    expect(slips.map(({ slipNo, amount_minor, approved_minor }) => [slipNo, amount_minor, approved_minor])).toEqual([[`${caseId}-1`, 4_000, 10_000], [`${caseId}-2`, 6_000, 10_000]])
  })

  it('is unique: a number belongs to one case and one payout, and there is none without a payout', async () => {
    const [one, other] = [await bench.approvedCase(), await bench.approvedCase()]
    await Promise.all([one, other].map((caseId) => bench.reached(caseId, 'confirmed')))
    expect((await slip(one, 1)).body.slipNo).not.toBe((await slip(other, 1)).body.slipNo)
    expect((await slip(one, 2)).status).toBe(404)
    expect((await slip(one, 'first')).status).toBe(400)
  })

  it('is for finance, and for nobody of another tenant', async () => {
    const caseId = await bench.approvedCase()
    await bench.reached(caseId, 'confirmed')
    expect((await slip(caseId, 1, 'customer')).status).toBe(403)
    expect((await slip(caseId, 1, 'finance-maker', { tenant: 'other' })).status).toBe(404)
  })
})
