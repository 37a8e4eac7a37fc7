import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addMilliseconds } from '@recourse/kernel'
import type { PayoutWay } from '@recourse/policy'
import { PayoutRequested } from '@recourse/refund-case'
import { cny, HOUR_ms, PayoutBench, people, person } from '../spec-support.js'

let bench: PayoutBench
beforeAll(async () => {
  bench = await PayoutBench.open({ consumers: false })
})
afterAll(() => bench.close())

const documentSha256 = 'a'.repeat(64)
const supervisor = person('boss', 'supervisor')
const agent = person('li', 'agent')
const signature = { type: 'SignAgreement' as const, documentSha256, acknowledgedClauses: ['agreement', 'payout'] }
const payee = (account: string) => ({ person: people.customer.id, fields: { payee: { name: '林小满', account } } })

/** A clinic's case of 1,000.00, agreed at another sum and signed by its customer: the operator's signature is missing. */
const signedByCustomer = async (minor: number, way: PayoutWay, behaviour: string): Promise<string> => {
  const caseId = randomUUID()
  const orderId = `A-${caseId}`
  const placedAt = addMilliseconds(bench.now, -HOUR_ms)
  const paid = cny(100_000)
  const accepted = (...given: Parameters<PayoutBench['send']>) => bench.accepted(bench.send(...given))
  const paymentLegs = [{ channel: 'sandbox', reference: `pay-${orderId}-${behaviour}`, amount: paid }]
  await bench.toOrder(orderId, { type: 'RecordOrder', orderId, placedAt, customer: people.customer.id, paid, paymentLegs })
  await accepted(people.customer, caseId, {
    type: 'RequestRefund', caseId, orderId, requested: paid, reason: 'NOT_PROVIDED', origin: 'ONLINE', wantedWay: 'ORIGINAL', shown: [],
    pack: { id: 'clinic-aesthetics', version: '1.0.0' }, facts: { customer: people.customer.id, placedAt, paid, rest: paid },
  })
  const evidenceId = randomUUID()
  await accepted(people.customer, caseId, { type: 'AttachEvidence', evidenceId, sha256: documentSha256, size_bytes: 1, mediaType: 'image/png', kind: 'purchase' })
  await accepted(people.service, caseId, { type: 'AutomaticallyReview', facts: { placedAt, rest: paid } })
  for (const item of ['REASON_TRUE', 'MEDICAL_ADVICE_FOLLOWED', 'POLICY_FIT']) {
    await accepted(people.reviewer, caseId, { type: 'RecordFinding', item, finding: 'CONFIRMED', evidenceIds: [evidenceId] })
  }
  await accepted(people.reviewer, caseId, { type: 'CompleteReview', low: cny(1), high: paid, breakdown: [] })
  await accepted(agent, caseId, { type: 'MakeOffer', amount: cny(minor), way })
  const { offerNo, offerHash } = (await bench.caseOf(caseId)).settlement!.offers[0]!
  await accepted(people.customer, caseId, { type: 'AcceptOffer', offerNo, offerHash })
  await accepted(people.service, caseId, { type: 'DraftAgreement', offerNo, documentSha256, templateVersion: 1 })
  await accepted(people.customer, caseId, { type: 'ReadAgreement', documentSha256 })
  bench.forward(60_000)
  await accepted(people.customer, caseId, { ...signature, ...(way === 'ORIGINAL' ? {} : { personal: payee('6222-fine') }) })
  return caseId
}

const payoutsOf = async (caseId: string) =>
  (await bench.historyOf(caseId)).filter(({ type }) => type === PayoutRequested.type).map(({ data }) => (data as { amount: unknown }).amount)

describe('what both sides signed', () => {
  it('is paid after the last signature and not before, in one sum and to the fen (MC9, MC10)', async () => {
    const caseId = await signedByCustomer(34_567, 'ORIGINAL', 'plain')
    await bench.settle()
    expect(await payoutsOf(caseId)).toEqual([])
    await bench.accepted(bench.send(supervisor, caseId, signature))
    await bench.settle()
    expect(await payoutsOf(caseId)).toEqual([cny(34_567)])
    expect(await bench.moved(caseId)).toEqual([34_567])
  })

  it('is late on record once the agreed day is over, and not before (MC12)', async () => {
    const caseId = await signedByCustomer(20_000, 'ORIGINAL', 'pending')
    await bench.accepted(bench.send(supervisor, caseId, signature))
    await bench.settle()
    const late = async () => (await bench.historyOf(caseId)).filter(({ type }) => type === 'PayoutLate').map(({ data }) => data)
    const { promises } = await bench.caseOf(caseId)
    await bench.later(Date.parse(promises!.agreed!) - Date.parse(bench.now) - 1)
    expect(await late()).toEqual([])
    await bench.later(1)
    expect(await late()).toContainEqual({ promise: 'agreed', dueAt: promises!.agreed })
  })

  it('bears interest from the agreed day when it comes late, by the article of the pack (MC12)', async () => {
    const caseId = await signedByCustomer(36_500, 'ORIGINAL', 'plain')
    await bench.accepted(bench.send(supervisor, caseId, signature))
    await bench.only('when-refund-approved-then-request-payout', caseId)
    const { orderId, placedAt, customer, paid, paymentLegs } = await bench.orderOf(caseId)
    const prepaid = { kind: 'METERED', concludedOn: '2026-03-02', paidOn: '2026-03-02', units: 10 } as const
    await bench.toOrder(orderId, { type: 'RecordOrder', orderId, placedAt, customer, paid, paymentLegs, prepaid })
    const { promises } = await bench.caseOf(caseId)
    const settledAt = addMilliseconds(promises!.agreed!, 100 * 24 * HOUR_ms)
    bench.forward(Date.parse(settledAt) - Date.parse(bench.now))
    await bench.accepted(bench.send(people.service, caseId, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount: cny(36_500), channelReference: 'r', settledAt }))
    await bench.settle()
    const [accrued] = (await bench.historyOf(caseId)).filter(({ type }) => type === 'LateInterestAccrued')
    // 365.00 × 3.00 % × 100 / 365 = 3.00
    expect(accrued!.data).toMatchObject({ principal: cny(36_500), rate_bp: 300, amount: cny(300), citation: { article: '第16条' } })
  })

  it('goes the agreed way, to the account that the customer signed for (MC12)', async () => {
    // The payment's own way is closed to the money: only a transfer to the payee gets through.
    const caseId = await signedByCustomer(20_000, 'BANK_TRANSFER', 'wrong-name')
    await bench.accepted(bench.send(supervisor, caseId, signature))
    await bench.settle()
    expect(await bench.payoutEvents(caseId)).toEqual(['PayoutRequested', 'PayoutConfirmed'])
  })

  it('waits in quarantine for a rate that nobody knows yet, and is not lost (MC12)', async () => {
    const caseId = await signedByCustomer(36_500, 'ORIGINAL', 'plain')
    await bench.accepted(bench.send(supervisor, caseId, signature))
    await bench.only('when-refund-approved-then-request-payout', caseId)
    const { promises } = await bench.caseOf(caseId)
    const settledAt = addMilliseconds(promises!.agreed!, 100 * 24 * HOUR_ms)
    bench.forward(Date.parse(settledAt) - Date.parse(bench.now))
    await bench.accepted(bench.send(people.service, caseId, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount: cny(36_500), channelReference: 'r', settledAt }))
    await expect(bench.only('when-payout-confirmed-then-accrue-late-interest', caseId)).rejects.toThrow('LateInterestRateUnknown')
    expect((await bench.historyOf(caseId)).map(({ type }) => type)).not.toContain('LateInterestAccrued')
  })
})
