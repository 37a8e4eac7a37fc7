import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { code, IntakeBench, orderOf, pointers, requestFor } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open({ consumers: false })
})
afterAll(() => bench.close())

const PAYEE = { name: ' 林 小满', account: '6222020200112233' }
const transferOf = (orderId: string, change: object = {}) => ({ ...requestFor(orderId), way: 'BANK_TRANSFER', payee: PAYEE, ...change })
const requestedData = async (caseId: string) => (await bench.history(caseId))[0]!.data

describe('a request for another way than the money came (MB4)', () => {
  it('goes to an account of the payer\'s own name, as far as that is known; no name is told', async () => {
    const named = await bench.order({ payerName: '林小满' })
    const asked = await bench.lin.post('/refund-cases', transferOf(named))
    expect(await requestedData(asked.body.caseId)).toMatchObject({ consent: { how: 'OWN_REQUEST' }, sameName: 'YES' })
    const differs = await bench.lin.post('/refund-cases', transferOf(await bench.order({ payerName: '林小满' }), { payee: { ...PAYEE, name: '林小曼' } }))
    expect(code(differs)).toEqual([422, 'PayeeNameDiffers'])
    expect(JSON.stringify(differs.body)).not.toMatch(/林/)
    const unknown = await bench.lin.post('/refund-cases', transferOf(await bench.order()))
    expect(await requestedData(unknown.body.caseId)).toMatchObject({ sameName: 'UNKNOWN' })
    expect(JSON.stringify((await bench.feed.get(`/orders/${named}`)).body)).not.toContain('小满')
  })

  it('names the consent when staff ask for the customer', async () => {
    const agent = bench.service.as('agent')
    const orderId = await bench.order({ payerName: '林小满' })
    expect(code(await agent.post('/refund-cases', transferOf(orderId)))).toEqual([422, 'ConsentMissing'])
    const consent = { how: 'RECORDED_CALL', reference: 'call-20261122-7' }
    const answer = await agent.post('/refund-cases', transferOf(orderId, { consent }))
    expect([answer.status, await requestedData(answer.body.caseId)]).toMatchObject([201, { consent, sameName: 'YES' }])
  })

  it.each<[object, string[]]>([
    [{ consent: { how: 'SAID_SO', reference: 'x' } }, ['/consent/how']],
    [{ consent: { how: 'WRITTEN' } }, ['/consent/reference']],
    [{ consent: { how: 'WRITTEN', reference: '林小满的信' } }, ['/consent/reference']],
    [{ consent: 'yes' }, ['/consent']],
    [{ consent: { how: 'WRITTEN', reference: 'x', colour: 'red' } }, ['/consent/colour']],
  ])('refuses the consent of %j', async (change, wrong) => {
    const answer = await bench.service.as('agent').post('/refund-cases', transferOf('A-1', change))
    expect([code(answer), pointers(answer)]).toEqual([[400, 'InvalidRequest'], wrong])
  })

  it('answers in advance as it would when the customer has agreed', async () => {
    const { orderId, pack, reason } = requestFor(await bench.order())
    expect(await bench.service.as('agent').post('/eligibility', { orderId, pack, reason, way: 'BANK_TRANSFER' })).toMatchObject({ status: 200, body: { eligible: 'REFER' } })
  })
})

describe('the name of the payer (MB4)', () => {
  it('may come after the order, once, and another is refused', async () => {
    const order = orderOf()
    expect((await bench.feed.post('/orders', order)).status).toBe(200)
    expect((await bench.feed.post('/orders', { ...order, payerName: '林小满' })).body).toMatchObject({ repeated: false })
    expect((await bench.feed.post('/orders', { ...order, payerName: '林小满' })).body).toMatchObject({ repeated: true })
    expect(code(await bench.feed.post('/orders', { ...order, payerName: '林小曼' }))).toEqual([422, 'IdempotencyKeyReused'])
    expect(code(await bench.feed.post('/orders', orderOf({ payerName: '' })))).toEqual([400, 'InvalidRequest'])
    expect((await bench.lin.post('/refund-cases', transferOf(order.orderId, { payee: { ...PAYEE, name: '林小曼' } }))).body.code).toBe('PayeeNameDiffers')
  })
})
