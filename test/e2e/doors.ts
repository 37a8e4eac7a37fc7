import { randomUUID } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { eventsOf, hoursAgo, inPhase, recordOrder, requestRefund } from '@recourse/test-support/cases'
import type { UsedSystem } from '@recourse/test-support/system'

const STEPS = {
  'zh-CN': ['提交申请', '上传凭证', '等待审核', '确认退款', '退款到账'],
  en: ['Submit the request', 'Upload evidence', 'Wait for review', 'Refund confirmed', 'Money arrived'],
}

/** What every door does, whatever stands behind it. */
export const doors = (used: UsedSystem): void => {
  const livestream = async () => {
    const orderId = await recordOrder(used.system, { paid_minor: 298_000 })
    return { orderId, pack: 'livestream-aesthetics', reason: 'MISLEADING_PROMOTION', amount_minor: 298_000, currency: 'CNY' }
  }

  describe('the progress link', () => {
    it('shows at most five steps in both languages, without login and without personal data', used.test(async () => {
      const { system } = used
      const person = { narrative: '主播张三说包满意', contact: { name: '欧阳若曦', phone: '13912345678' } }
      const { progressToken, caseId } = await requestRefund(system, { ...(await livestream()), ...person })
      for (const [language, labels] of Object.entries(STEPS)) {
        const progress = await system.anybody.get('intake', `/progress/${progressToken}`, { 'accept-language': language })
        expect(progress).toMatchObject({ caseId, phase: 'intake', overdue: false, missingEvidence: ['purchase'], currency: 'CNY' })
        expect(progress.steps.map(({ label }: { label: string }) => label)).toEqual(labels)
        expect(progress.steps.map(({ status }: { status: string }) => status)).toEqual(['done', 'current', 'upcoming', 'upcoming', 'upcoming'])
        expect(JSON.stringify(progress)).not.toMatch(/张三|欧阳若曦|13912345678|customer-1/)
      }
      const broken = `${progressToken.slice(0, -2)}AA`
      expect(await system.anybody.send('intake', 'GET', `/progress/${broken}`)).toMatchObject({ status: 404 })
    }))
  })

  describe('a repeated command', () => {
    it('is carried out once and answers the same', used.test(async () => {
      const customer = used.system.as('customer')
      const refund = await livestream()
      const key = randomUUID()
      const [first, second] = [await customer.command('intake', '/refund-cases', refund, { key }), await customer.command('intake', '/refund-cases', refund, { key })]
      expect([first.status, second.status]).toEqual([201, 201])
      expect(second.body).toEqual({ ...first.body, repeated: true })
      expect(second.headers.get('etag')).toBe(first.headers.get('etag'))
      expect((await eventsOf(used.system, first.body.caseId)).map(({ type }) => type)).toEqual(['RefundRequested'])
      const withdraw = () => customer.command('intake', `/refund-cases/${first.body.caseId}/withdrawal`, {}, { key: `withdraw ${key}` })
      const withdrawals = await Promise.all([withdraw(), withdraw(), withdraw()])
      expect(withdrawals.map(({ status }) => status)).toEqual([200, 200, 200])
      expect(new Set(withdrawals.map(({ body }) => body.version)).size).toBe(1)
    }))

    it('is refused when its key was used for something else', used.test(async () => {
      const customer = used.system.as('customer')
      const refund = await livestream()
      const key = randomUUID()
      await customer.post('intake', '/refund-cases', refund, { key })
      expect(await customer.command('intake', '/refund-cases', { ...refund, amount_minor: 1 }, { key })).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } })
    }))
  })

  describe('refusals', () => {
    it('412 for a stale version, 409 in the wrong phase, both as problem+json in two languages', used.test(async () => {
      const { system } = used
      const { caseId, version } = await requestRefund(system, await livestream())
      const stale = await system.as('agent').command('intake', `/refund-cases/${caseId}/withdrawal`, {}, { version: version + 7 })
      expect(stale).toMatchObject({ status: 412, body: { status: 412, code: 'StaleVersion', titles: { en: expect.any(String), 'zh-CN': expect.any(String) } } })
      expect(stale.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      const early = await system.as('reviewer').command('audit', `/refund-cases/${caseId}/refusal`, { reason: 'no', clauseId: 'evidence' })
      expect(early).toMatchObject({ status: 409, body: { code: 'WrongPhase', phase: 'intake' } })
    }))

    it('422 for an order nobody knows and for more than was paid, 400 for what the body may not hold, 403 for the wrong role, 401 without a token', used.test(async () => {
      const { system } = used
      const customer = system.as('customer')
      const refund = await livestream()
      const ask = (changes: object) => customer.command('intake', '/refund-cases', { ...refund, ...changes })
      expect(await ask({ orderId: 'nobody-knows' })).toMatchObject({ status: 422, body: { code: 'UnknownOrder' } })
      expect(await ask({ amount_minor: 298_001 })).toMatchObject({ status: 422, body: { code: 'AmountAbovePaid' } })
      expect(await ask({ reason: 'BORED' })).toMatchObject({ status: 422, body: { code: 'UnknownReason' } })
      expect(await ask({ amount_minor: 0 })).toMatchObject({ status: 400, body: { code: 'InvalidRequest', errors: [{ pointer: '/amount_minor' }] } })
      expect(await ask({ colour: 'red' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/colour' }] } })
      expect(await ask({ requestedAt: hoursAgo(9) })).toMatchObject({ status: 403, body: { code: 'RequestedAtIsForImporters' } })
      expect(await system.as('admin').command('intake', '/refund-cases', refund)).toMatchObject({ status: 403, body: { code: 'RoleNotPermitted' } })
      expect(await system.anybody.command('intake', '/refund-cases', refund)).toMatchObject({ status: 401, body: { code: 'TokenMissing' } })
    }))

    it('503 with Retry-After when too many wait; nothing acknowledged is lost', used.test(async () => {
      const { system } = used
      const service = system.as('service')
      const order = (n: number) => ({ orderId: `crowd-${n}`, placedAt: hoursAgo(1), customerId: 'crowd', paid_minor: 100, currency: 'CNY', paymentLegs: [{ channel: 'sandbox', reference: `crowd-${n}`, amount_minor: 100 }] })
      const answers = await Promise.all(Array.from({ length: 150 }, (_, n) => service.command('intake', '/orders', order(n))))
      const busy = answers.filter(({ status }) => status === 503)
      expect(busy.length).toBeGreaterThan(0)
      for (const { body, headers } of busy) {
        expect(body).toMatchObject({ code: 'TooManyRequests' })
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      }
      const { rows } = await system.pool.query(`SELECT body::jsonb #>> '{data,orderId}' AS order_id FROM event WHERE type = 'OrderRecorded' AND body LIKE '%"crowd"%'`)
      const acknowledged = answers.flatMap(({ status }, n) => (status === 200 ? [`crowd-${n}`] : []))
      expect(rows.map(({ order_id }) => order_id).sort()).toEqual(acknowledged.sort())
    }))
  })

  describe('two refunds of one order at the same moment', () => {
    it('never get more than was paid', used.test(async () => {
      const { system } = used
      const orderId = await recordOrder(system, { paid_minor: 10_000, currency: 'GBP' })
      const ask = () => system.as('customer').command('intake', '/refund-cases', { orderId, pack: 'retail', reason: 'CANCELLED', amount_minor: 6_000, currency: 'GBP' })
      const answers = await Promise.all([ask(), ask(), ask(), ask()])
      const opened = answers.filter(({ status }) => status === 201).map(({ body }) => body.caseId as string)
      await system.settled()
      const read = async () => system.as('service').get('intake', `/orders/${orderId}`)
      expect(await read()).toMatchObject({ refunded_minor: 6_000, reserved_minor: 0, rest_minor: 4_000 })
      const outcomes = await Promise.all(opened.map(async (caseId) => (await system.as('auditor').get('audit', `/refund-cases/${caseId}`)).outcome))
      expect(outcomes.filter((outcome) => outcome === 'paid')).toHaveLength(1)
    }))
  })

  describe('an auditor', () => {
    it('reads the history, goes back to any version or time, and proves that nothing was changed', used.test(async () => {
      const { system } = used
      const auditor = system.as('auditor')
      const orderId = await recordOrder(system, { paid_minor: 4_599, currency: 'GBP' })
      const { caseId } = await requestRefund(system, { orderId, pack: 'retail', reason: 'CANCELLED', amount_minor: 1_599, currency: 'GBP' })
      await inPhase(system, caseId, 'closed')
      await system.settled()
      const events = await eventsOf(system, caseId)
      expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1))
      expect(events.slice(1).map(({ prevHash }) => prevHash)).toEqual(events.slice(0, -1).map(({ hash }) => hash))
      expect(events[0]).toMatchObject({ type: 'RefundRequested', actor: { id: 'customer-1', role: 'customer' }, correlationId: expect.any(String) })
      expect(new Set(events.map(({ correlationId }) => correlationId)).size).toBe(1)

      const at = (query: string) => auditor.get('audit', `/refund-cases/${caseId}/state?${query}`)
      expect((await at('version=1')).state).toMatchObject({ requested: { minor: 1_599, currency: 'GBP' }, payouts: {} })
      expect((await at(`version=${events.length}`)).state).toMatchObject({ phase: 'closed', outcome: 'paid' })
      for (const { version, recordedAt } of events) {
        const then = await at(`as_of=${recordedAt}`)
        expect(then.version).toBeGreaterThanOrEqual(version)
        expect(then.state).toEqual((await at(`version=${then.version}`)).state)
      }
      expect(await auditor.send('audit', 'GET', `/refund-cases/${caseId}/state?as_of=${hoursAgo(1)}`)).toMatchObject({ status: 404 })
      expect(await auditor.get('audit', `/refund-cases/${caseId}/verify`)).toEqual({ streams: 1, events: events.length, ok: true })
      expect(await auditor.get('audit', '/verify')).toMatchObject({ ok: true })
    }))
  })
}
