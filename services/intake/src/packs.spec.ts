import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DELIVERY_STATUSES } from '@recourse/order'
import { compilePack, isFaulty, loadPolicyPacks, policyPackDecider, policyPackStream, type RefundPack } from '@recourse/policy'
import { code, IntakeBench, NOW, requestFor } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open()
})
afterAll(() => bench.close())

/** As audit publishes it, while intake runs. */
const publish = (changes: Partial<RefundPack>, tenant = 'demo') => {
  const pack: RefundPack = { ...loadPolicyPacks().get('food-delivery', '1.0.0'), effectiveFrom: NOW, ...changes }
  return bench.service.given(policyPackDecider, policyPackStream(tenant, pack.id), { type: 'PublishPolicyPack', pack, facts: { shipped: [] } }, { id: 'qian', roles: ['admin'] })
}

describe('a pack that is published while intake runs (LS17)', () => {
  it('is listed, shown and usable at once, for its own tenant alone', async () => {
    const { position } = await publish({ id: 'canteen' })
    const list = await bench.service.anonymous.get(`/packs?tenant=demo&min_position=${position}`)
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(['canteen', 'retail']))
    expect((await bench.service.anonymous.get('/packs')).body.items.map(({ id }: { id: string }) => id)).not.toContain('canteen')
    const { caseId } = await bench.opened({ pack: 'canteen' })
    expect(await bench.caseOf(caseId)).toMatchObject({ pack: { id: 'canteen', version: '1.0.0' } })
    const elsewhere = bench.service.as('customer', { id: 'lin', tenant: 'other' })
    await bench.service.as('importer', { tenant: 'other' }).post('/orders', { orderId: 'O-1', placedAt: NOW, customerId: 'lin', paid_minor: 6_800, currency: 'CNY', paymentLegs: [{ channel: 'sandbox', reference: 'p', amount_minor: 6_800 }] })
    expect(code(await elsewhere.post('/refund-cases', { ...requestFor('O-1'), pack: 'canteen' }))).toEqual([422, 'UnknownPack'])
  })

  it('is nobody\'s to see before it comes into force', async () => {
    await publish({ id: 'next-year', effectiveFrom: '2026-12-01T00:00:00.000Z' })
    for (const path of ['/packs/next-year?tenant=demo', '/flows/next-year?tenant=demo', '/flows/next-year?tenant=demo&version=1.0.0', '/flows/food-delivery?version=1.1.0']) {
      expect([path, ...code(await bench.service.anonymous.get(path))]).toEqual([path, 404, 'NotFound'])
    }
  })

  it('shows its progress and records what was shown under it (LS5, LS16)', async () => {
    const { caseId, progressToken } = await bench.opened({ pack: 'canteen', acknowledgedClauses: ['payout'] })
    const { body: pack } = await bench.service.anonymous.get('/packs/canteen?tenant=demo')
    expect(await bench.caseOf(caseId)).toMatchObject({ acknowledgedClauses: ['payout'] })
    const { shown } = (await bench.history(caseId))[0]!.data as { shown: { kind: string; id: string }[] }
    expect(shown.filter(({ kind }) => kind === 'notice').map(({ id }) => id)).toEqual(pack.notices.map(({ id }: { id: string }) => id))
    expect((await bench.service.anonymous.get(`/progress/${progressToken}`)).body.notices.length).toBeGreaterThan(0)
    expect((await bench.lin.post(`/refund-cases/${caseId}/clauses/evidence/acknowledgement`, {})).status).toBe(200)
  })
})

it('lets conditions speak of every delivery status that an order can have', () => {
  const faultsWith = (status: string) => compilePack({ ...loadPolicyPacks().get('food-delivery', '1.0.0'), policyFit: `deliveryStatus == "${status}"` })
  expect(DELIVERY_STATUSES.filter((status) => isFaulty(faultsWith(status)))).toEqual([])
  expect(faultsWith('LOST')).toEqual([{ path: ['policyFit'], text: `there is no deliveryStatus LOST; it is one of ${DELIVERY_STATUSES.join(', ')}` }])
})

describe('what everybody can read of a pack', () => {
  it('is all that concerns a customer, and not how risk is scored', async () => {
    const { body } = await bench.service.anonymous.get('/packs/food-delivery')
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['reviewBy', 'operator', 'clauses', 'remedies', 'guides', 'reasons', 'appealRoute']))
    expect(body).not.toHaveProperty('risk')
    expect(body).not.toHaveProperty('spotCheck')
  })

  it('tells the law, norms of the trade and the operator\'s own terms apart (MB41, LS16)', async () => {
    const all = (await bench.service.anonymous.get('/policies/food-delivery/clauses')).body
    for (const basis of ['LAW', 'NORM', 'CONTRACT']) {
      const { body } = await bench.service.anonymous.get(`/packs/food-delivery/clauses?basis=${basis}`)
      expect(body.clauses).toEqual(all.clauses.filter((clause: { basis: string }) => clause.basis === basis))
    }
    expect(code(await bench.service.anonymous.get('/packs/food-delivery/clauses?basis=OPINION'))).toEqual([400, 'InvalidRequest'])
    expect(code(await bench.service.anonymous.get('/packs/food-delivery?tenant=No-Tenant'))).toEqual([400, 'InvalidRequest'])
    expect(code(await bench.service.anonymous.get('/policies/nothing/clauses'))).toEqual([404, 'NotFound'])
  })

  it('warns when a licence of the operator has run out (MC21)', async () => {
    const { operator } = loadPolicyPacks().get('food-delivery', '1.0.0')
    const licences = operator.licences.map((licence) => ({ ...licence, validUntil: '2026-11-21' }))
    await publish({ id: 'kiosk', operator: { ...operator, licences } })
    const orderId = await bench.order()
    const { body } = await bench.lin.post('/refund-cases', { ...requestFor(orderId), pack: 'kiosk' })
    expect(body.warnings).toMatchObject(licences.map(({ number }) => ({ code: 'LicenceExpired', number, validUntil: '2026-11-21' })))
    expect((await bench.lin.post('/refund-cases', { ...requestFor(await bench.order()) })).body.warnings).toEqual([])
  })
})
