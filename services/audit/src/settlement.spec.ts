import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { sha256 } from '@recourse/kernel'
import { refundCaseStream } from '@recourse/refund-case'
import { eventually } from '@recourse/test-support'
import { amount, AuditBench, AUTOMATIC_REVIEW, code, decider, HOUR_ms, LIN } from './spec-support.js'

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const DAY_ms = 24 * HOUR_ms
const DRAFT = 'when-offer-accepted-then-draft-agreement'
const OTHER = 'a'.repeat(64)
const ITEMS = ['REASON_TRUE', 'MEDICAL_ADVICE_FOLLOWED', 'POLICY_FIT']
const BAND = { low_minor: 200_000, high_minor: 500_000, currency: 'CNY' }
const CLAUSES = ['agreement', 'payout']

const as = (...given: Parameters<AuditBench['service']['as']>) => bench.service.as(...given)
const lin = () => as('customer', { id: 'lin' })
const path = (caseId: string, command: string) => `/refund-cases/${caseId}/${command}`
const read = async (caseId: string, client = lin()) => (await client.get(`/refund-cases/${caseId}`)).body
const must = async (answer: Promise<{ status: number; body: any }>) => {
  const { status, body } = await answer
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}

/** A clinic's case over 8,000.00 with its evidence and every finding. */
const reviewed = async (minor = 800_000): Promise<string> => {
  const caseId = await bench.caseWith({ minor, reason: 'NOT_PROVIDED', pack: 'clinic-aesthetics' })
  const evidenceId = randomUUID()
  const { position } = await bench.service.given(decider, refundCaseStream('demo', caseId), {
    type: 'AttachEvidence', evidenceId, sha256: sha256(caseId), size_bytes: 10, mediaType: 'image/png', kind: 'purchase',
  }, LIN)
  await bench.service.handled(AUTOMATIC_REVIEW, position)
  for (const item of ITEMS) await bench.accepted('reviewer', caseId, 'findings', { item, finding: 'CONFIRMED', evidenceIds: [evidenceId] })
  return caseId
}

const inSettlement = async (): Promise<string> => {
  const caseId = await reviewed()
  await bench.accepted('reviewer', caseId, 'review-completion', BAND)
  return caseId
}

const standing = async (caseId: string): Promise<{ offerNo: number; offerHash: string }> => (await read(caseId)).settlement.offers.at(-1)

/** The operator offered, the customer accepted, the agreement was drafted; answers it as data. */
const agreed = async (offer: object = amount(300_000)): Promise<{ caseId: string; documentSha256: string; payBy: string }> => {
  const caseId = await inSettlement()
  await bench.accepted('agent', caseId, 'offers', offer)
  const { offerNo, offerHash } = await standing(caseId)
  const { position } = await must(lin().post(path(caseId, `offers/${offerNo}/acceptance`), { offerHash }))
  await bench.service.handled(DRAFT, position)
  return { caseId, ...(await must(lin().get(path(caseId, 'agreement.json')))) }
}

const signed = (documentSha256: string) => ({ documentSha256, acknowledgedClauses: CLAUSES })

describe('a clinic\'s case from review to agreement', () => {
  let caseId: string
  let documentSha256: string

  it('is not approved past the customer, and not negotiated before the review is complete', async () => {
    caseId = await reviewed()
    expect(code(await as('reviewer').post(path(caseId, 'approval'), amount(300_000)))).toEqual([409, 'SettlementNeeded'])
    expect(code(await as('agent').post(path(caseId, 'offers'), amount(300_000)))).toEqual([409, 'WrongPhase'])
    expect(code(await as('reviewer').post(path(caseId, 'review-completion'), { ...BAND, low_minor: 500_001 }))).toEqual([422, 'BandUpsideDown'])
    const breakdown = [{ label: '已付', amount_minor: 800_000 }, { label: '已用', amount_minor: -300_000 }]
    await bench.accepted('reviewer', caseId, 'review-completion', { ...BAND, breakdown })
    const band = { low: { minor: 200_000 }, high: { minor: 500_000 } }
    expect(await read(caseId, as('reviewer'))).toMatchObject({ phase: 'settlement', settlement: { band } })
  })

  it('takes no offer outside the band, from neither side (MC7)', async () => {
    const tooMuch = await as('agent').post(path(caseId, 'offers'), amount(500_001))
    expect(tooMuch).toMatchObject({ status: 422, body: { code: 'OutsideBand', high: { minor: 500_000 } } })
    const answer = await lin().post(path(caseId, 'offers'), amount(800_000))
    expect(code(answer)).toEqual([422, 'OutsideBand'])
    expect(answer.body).not.toHaveProperty('high')
  })

  it('goes from offer to counter-offer to acceptance, each side in its turn (MC8)', async () => {
    await bench.accepted('agent', caseId, 'offers', amount(200_000))
    expect(code(await as('reviewer').post(path(caseId, 'offers/1/counter'), amount(250_000)))).toEqual([403, 'OwnOffer'])
    await must(lin().post(path(caseId, 'offers/1/counter'), { ...amount(450_000), payWithin_days: 3 }))
    const stale = (await standing(caseId)).offerHash
    await must(as('agent').post(path(caseId, 'offers/2/counter'), amount(345_678)))
    expect(code(await lin().post(path(caseId, 'offers/2/acceptance'), { offerHash: stale }))).toEqual([409, 'OfferChanged'])
    expect(code(await lin().post(path(caseId, 'offers/3/acceptance'), { offerHash: stale }))).toEqual([409, 'OfferChanged'])
    const { offerNo, offerHash } = await standing(caseId)
    expect(code(await as('agent').post(path(caseId, `offers/${offerNo}/acceptance`), { offerHash }))).toEqual([403, 'OwnOffer'])
    const { position } = await must(lin().post(path(caseId, `offers/${offerNo}/acceptance`), { offerHash }))
    await bench.service.handled(DRAFT, position)
  })

  it('tells its customer the offers and the agreement, and neither the band nor who of staff negotiated', async () => {
    const body = await read(caseId)
    expect(body.settlement).toMatchObject({
      offers: [
        { offerNo: 1, by: 'OPERATOR', status: 'replaced' }, { by: 'CUSTOMER', payWithin: { days: 3 } },
        { amount: { minor: 345_678 }, status: 'accepted', expiresAt: expect.any(String) },
      ],
      agreement: { amount: { minor: 345_678 }, signedBy: [] },
    })
    expect(JSON.stringify(body.settlement)).not.toMatch(/band|negotiators|"agent"|500000/)
  })

  it('has an agreement as a document, the same to the byte each time, named by its SHA-256 (MC9, MC10)', async () => {
    const data = await must(lin().get(path(caseId, 'agreement.json')))
    documentSha256 = data.documentSha256
    expect(data).toMatchObject({
      amount: { minor: 345_678 }, way: 'ORIGINAL', operator: { 'zh-CN': '示例医疗美容门诊部(演示)' }, clauses: [{ id: 'agreement', version: 1 }, { id: 'payout' }],
      statement: { 'zh-CN': expect.stringContaining('SHA-256') }, signedBy: [],
    })
    for (const client of [lin(), as('supervisor'), as('auditor')]) {
      const document = await client.get(path(caseId, 'agreement'))
      expect([document.status, document.headers['content-type'], document.headers['etag']]).toEqual([200, 'application/pdf', `"${documentSha256}"`])
      expect(sha256(document.bytes)).toBe(documentSha256)
    }
    expect(code(await as('customer', { id: 'mallory' }).get(path(caseId, 'agreement')))).toEqual([404, 'NotFound'])
    expect(code(await as('supervisor', { tenant: 'other' }).get(path(caseId, 'agreement')))).toEqual([404, 'NotFound'])
  })

  it('is signed by its customer only after reading, clause by clause (MC11)', async () => {
    expect(code(await lin().post(path(caseId, 'agreement/signature'), signed(documentSha256)))).toEqual([409, 'ReadingTimeNotOver'])
    await must(lin().post(path(caseId, 'agreement/reading'), { documentSha256 }))
    bench.forward(59_999)
    expect(code(await lin().post(path(caseId, 'agreement/signature'), signed(documentSha256)))).toEqual([409, 'ReadingTimeNotOver'])
    bench.forward(1)
    const partly = await lin().post(path(caseId, 'agreement/signature'), { documentSha256, acknowledgedClauses: ['payout'] })
    expect(partly).toMatchObject({ status: 409, body: { code: 'ClausesNotAcknowledged', missing: ['agreement'] } })
  })

  it('is not signed over other bytes (MC10)', async () => {
    expect(code(await lin().post(path(caseId, 'agreement/reading'), { documentSha256: OTHER }))).toEqual([409, 'AgreementChanged'])
    for (const client of [lin(), as('supervisor')]) {
      const answer = await client.post(path(caseId, 'agreement/signature'), signed(OTHER))
      expect(answer).toMatchObject({ status: 409, body: { code: 'AgreementChanged', documentSha256 } })
    }
  })

  it('is approved by the last of both signatures, to the fen and due on the agreed day (MC9, MC10, MC12)', async () => {
    expect(code(await as('agent').post(path(caseId, 'agreement/signature'), signed(documentSha256)))).toEqual([403, 'RoleNotPermitted'])
    await must(lin().post(path(caseId, 'agreement/signature'), signed(documentSha256)))
    expect((await read(caseId)).phase).toBe('settlement')
    await bench.accepted('supervisor', caseId, 'agreement/signature', signed(documentSha256))
    const { payBy } = await must(lin().get(path(caseId, 'agreement.json')))
    expect(await read(caseId)).toMatchObject({
      phase: 'payout', approved: { minor: 345_678 }, stage: { dueAt: payBy }, settlement: { agreement: { signedBy: ['CUSTOMER', 'OPERATOR'] } },
    })
    expect((await bench.typesOf(caseId)).slice(-3)).toEqual(['AgreementSigned', 'AgreementSigned', 'RefundApproved'])
    expect(sha256((await lin().get(path(caseId, 'agreement'))).bytes)).toBe(documentSha256)
  })
})

describe('a remedy other than money', () => {
  it('ends the case as remedied', async () => {
    const { caseId, documentSha256, payBy } = await agreed({ ...amount(0), remedy: 'TOP_UP' })
    expect(payBy).toBeUndefined()
    await must(lin().post(path(caseId, 'agreement/reading'), { documentSha256 }))
    bench.forward(60_000)
    await must(lin().post(path(caseId, 'agreement/signature'), signed(documentSha256)))
    await bench.accepted('supervisor', caseId, 'agreement/signature', signed(documentSha256))
    expect(await read(caseId)).toMatchObject({ phase: 'closed', outcome: 'remedied' })
    const { body } = await as('supervisor').get(`/refund-cases?outcome=remedied&min_position=${await bench.head()}`)
    expect(body.items).toMatchObject([{ caseId }])
  })
})

describe('money that goes another way', () => {
  it('does so with the customer\'s consent, to an account that stays sealed', async () => {
    const { caseId, documentSha256 } = await agreed({ ...amount(300_000), way: 'BANK_TRANSFER' })
    const history = (await as('auditor').get(path(caseId, 'history'))).body.events
    expect(history.find(({ type }: { type: string }) => type === 'OfferAccepted').data).toMatchObject({ by: 'CUSTOMER', consent: true })
    await must(lin().post(path(caseId, 'agreement/reading'), { documentSha256 }))
    bench.forward(60_000)
    const payee = { name: '林小满', account: '6222020200112233' }
    expect(code(await as('supervisor').post(path(caseId, 'agreement/signature'), { ...signed(documentSha256), payee }))).toEqual([403, 'PayeeIsForTheCustomer'])
    expect(code(await lin().post(path(caseId, 'agreement/signature'), signed(documentSha256)))).toEqual([422, 'PayeeMissing'])
    await must(lin().post(path(caseId, 'agreement/signature'), { ...signed(documentSha256), payee }))
    const after = (await as('auditor').get(path(caseId, 'history'))).body.events
    expect(after.at(-1)).toMatchObject({ type: 'AgreementSigned', sealed: true, data: { sameName: 'UNKNOWN' } })
    expect(JSON.stringify(after)).not.toContain(payee.account)
  })
})

describe('an offer that nobody takes', () => {
  it('expires once, and is refused from that moment on (MC8)', async () => {
    const caseId = await inSettlement()
    await bench.accepted('agent', caseId, 'offers', amount(300_000))
    const { offerHash } = await standing(caseId)
    bench.forward(6 * DAY_ms)
    expect(code(await lin().post(path(caseId, 'offers/1/acceptance'), { offerHash }))).toEqual([409, 'OfferExpired'])
    await eventually('the offer is recorded as expired', async () => (await bench.typesOf(caseId)).includes('OfferExpired'))
    await bench.accepted('agent', caseId, 'offers', { ...amount(310_000), expiresAt: new Date(Date.parse(bench.clock.now()) + HOUR_ms).toISOString() })
    expect((await bench.typesOf(caseId)).filter((type) => type === 'OfferExpired')).toHaveLength(1)
  })

  it('leads back to review when staff see no agreement coming', async () => {
    const { caseId } = await agreed()
    await bench.accepted('agent', caseId, 'settlement-end', { reason: 'NO_COMMON_AMOUNT' })
    expect(await read(caseId)).toMatchObject({ phase: 'review' })
    expect(code(await lin().get(path(caseId, 'agreement')))).toEqual([404, 'NotFound'])
  })
})

describe('what is not well formed', () => {
  let caseId: string
  beforeAll(async () => {
    caseId = await inSettlement()
  })

  it.each<[string, object]>([
    ['offers', { amount_minor: -1, currency: 'CNY' }],
    ['offers', { amount_minor: 1.5, currency: 'CNY' }],
    ['offers', { ...amount(300_000), way: 'CASH' }],
    ['offers', { ...amount(300_000), remedy: 'HUG' }],
    ['offers', { ...amount(300_000), payWithin_days: 0 }],
    ['offers', { ...amount(300_000), expiresAt: 'tomorrow' }],
    ['offers/one/counter', amount(300_000)],
    ['offers/1/acceptance', { offerHash: 'x' }],
    ['agreement/reading', { documentSha256: 'x' }],
    ['agreement/signature', { documentSha256: OTHER }],
    ['agreement/signature', { ...signed(OTHER), payee: { name: '' } }],
    ['settlement-end', {}],
    ['review-completion', { ...BAND, high_minor: 0 }],
  ])('%s refuses the body %j', async (command, body) => {
    expect(code(await as('supervisor').post(path(caseId, command), body))).toEqual([400, 'InvalidRequest'])
  })

  it.each<[string, object, number, string]>([
    ['offers', { ...amount(300_000), remedy: 'PAUSE' }, 422, 'RemedyNotOffered'],
    ['offers', { ...amount(300_000), payWithin_days: 6 }, 422, 'PaidTooLate'],
    ['offers', { ...amount(300_000), expiresAt: '2099-01-01T00:00:00Z' }, 422, 'ExpiryOutOfRange'],
    ['offers', { amount_minor: 300_000, currency: 'GBP' }, 422, 'CurrencyDiffers'],
    ['offers/7/counter', amount(300_000), 404, 'UnknownOffer'],
    ['agreement/reading', { documentSha256: OTHER }, 409, 'NoAgreement'],
  ])('%s with %j is refused: %d %s', async (command, body, status, problem) => {
    expect(code(await as('supervisor').post(path(caseId, command), body))).toEqual([status, problem])
  })

  it('is carried out once under one key', async () => {
    const first = await as('agent').post(path(caseId, 'offers'), amount(300_000), { key: 'offer-once' })
    expect((await as('agent').post(path(caseId, 'offers'), amount(300_000), { key: 'offer-once' })).body).toEqual({ ...first.body, repeated: true })
  })
})
