import { describe, expect, it } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { caseOf, dayAgo, eventsOf, hoursAgo, inPhase, PICTURE, recordFindings, recordOrder, requestRefund, trainStaff, untilNextQuestion, waitingForPerson } from '@recourse/test-support/cases'
import { subjectOf, type UsedSystem } from '@recourse/test-support/system'

/** A case of each flow, from the request to its end. */
export const flows = (used: UsedSystem): void => {
  const neverDelivered = () => ({ delivery: { status: 'IN_TRANSIT', eta: hoursAgo(2) }, placedAt: hoursAgo(3) })
  const typesOf = async (caseId: string): Promise<string[]> => (await eventsOf(used.system, caseId)).map(({ type }) => type)
  const confirmReceipt = (caseId: string, customer = used.system.as('customer')) => customer.post('payout', `/refund-cases/${caseId}/receipt-confirmation`)
  /** Directions of the money that the channel moved for a case. */
  const movements = async (caseId: string): Promise<string[]> => {
    const { rows } = await used.system.pool.query('SELECT direction FROM sandbox_channel.movement WHERE out_refund_no LIKE $1 ORDER BY seq', [`${caseId}%`])
    return rows.map(({ direction }) => direction)
  }
  const upload = (caseId: string, kind: string, fields: Record<string, string> = {}) =>
    used.system.as('customer').upload(`/refund-cases/${caseId}/evidence`, kind, PICTURE, fields)

  describe('a case of each flow', () => {
    it('food that never came: approved by the machine, paid, received, surveyed', used.test(async () => {
      const { system } = used
      const orderId = await recordOrder(system, { paid_minor: 6_850, ...neverDelivered() })
      const { caseId } = await requestRefund(system, { orderId, pack: 'food-delivery', reason: 'NOT_DELIVERED', amount_minor: 6_850 })
      await inPhase(system, caseId, 'receipt')
      await confirmReceipt(caseId)
      await inPhase(system, caseId, 'closed')
      const types = await eventually('the survey is sent', async () => {
        const known = await typesOf(caseId)
        return known.includes('SurveySent') && known
      })
      expect(types.filter((type) => type === 'MessagePosted')).toHaveLength(2)
      expect(types.filter((type) => type !== 'MessagePosted')).toEqual([
        'RefundRequested', 'ReviewOpened', 'RiskAssessed', 'AutoReviewed', 'RefundApproved', 'PayoutRequested', 'PayoutConfirmed', 'ReceiptConfirmed', 'RefundCaseClosed', 'SurveySent',
      ])
      const { surveyToken } = await system.as('agent').get('after-care', `/refund-cases/${caseId}/survey-link`)
      await system.anybody.post('after-care', `/surveys/${surveyToken}`, { score: 5 })
      expect((await caseOf(system, caseId)).survey).toBe('answered')
      await system.settled()
      expect(await system.as('service').get('intake', `/orders/${orderId}`)).toMatchObject({ paid_minor: 6_850, refunded_minor: 6_850, reserved_minor: 0, rest_minor: 0 })
    }))

    it('a course from a live stream: evidence, findings, one reviewer', used.test(async () => {
      const { system } = used
      const orderId = await recordOrder(system, { paid_minor: 298_000 })
      const { caseId } = await requestRefund(system, { orderId, pack: 'livestream-aesthetics', reason: 'MISLEADING_PROMOTION', amount_minor: 298_000 })
      const reviewer = system.as('reviewer')
      expect(await reviewer.command('audit', `/refund-cases/${caseId}/approval`, { amount_minor: 298_000, currency: 'CNY' })).toMatchObject({ status: 409, body: { code: 'WrongPhase' } })

      const { evidenceId } = await upload(caseId, 'purchase')
      const { version } = await waitingForPerson(system, caseId)
      const { position } = await system.as('supervisor').post('audit', `/refund-cases/${caseId}/assignment`, { assignee: subjectOf('reviewer') }, { version })
      const { items: queue } = await reviewer.get('audit', `/review-queue?assignee=${subjectOf('reviewer')}&min_position=${position}`)
      expect(queue).toEqual([expect.objectContaining({ caseId, pack: 'livestream-aesthetics', requested_minor: 298_000, overdue: false, ruleId: 'person-decides' })])
      await recordFindings(system, caseId, 'livestream-aesthetics', [evidenceId])
      await reviewer.post('audit', `/refund-cases/${caseId}/approval`, { amount_minor: 298_000, currency: 'CNY' })
      await inPhase(system, caseId, 'receipt')
      await confirmReceipt(caseId)
      expect(await caseOf(system, caseId)).toMatchObject({ phase: 'closed', outcome: 'paid' })
    }))

    it('a clinic: four review items, a part of the money, the rest free again', used.test(async () => {
      const { system } = used
      const orderId = await recordOrder(system, { paid_minor: 680_000, placedAt: hoursAgo(45 * 24) })
      const { caseId } = await requestRefund(system, { orderId, pack: 'clinic-aesthetics', reason: 'EFFECT', amount_minor: 340_000, origin: 'OFFLINE' }, 'agent')
      await system.as('agent').upload(`/refund-cases/${caseId}/evidence`, 'application', PICTURE)
      const evidenceIds: string[] = []
      evidenceIds.push((await upload(caseId, 'purchase')).evidenceId)
      for (const kind of ['pre', 'post']) evidenceIds.push((await upload(caseId, kind, { bodySite: 'WHOLE_FACE' })).evidenceId)
      await waitingForPerson(system, caseId)
      const supervisor = system.as('supervisor')
      const part = { amount_minor: 250_000, currency: 'CNY', breakdown: [{ label: '两次未做', amount_minor: 300_000 }, { label: '已用耗材', amount_minor: -50_000 }] }
      expect(await supervisor.command('audit', `/refund-cases/${caseId}/approval`, part)).toMatchObject({ status: 409, body: { code: 'FindingsMissing' } })
      await recordFindings(system, caseId, 'clinic-aesthetics', evidenceIds)
      await supervisor.post('audit', `/refund-cases/${caseId}/approval`, part)
      await inPhase(system, caseId, 'receipt')
      await confirmReceipt(caseId)
      await system.settled()
      const approved = (await eventsOf(system, caseId)).find(({ type }) => type === 'RefundApproved')
      expect(approved.data).toMatchObject({ outcome: 'PARTIAL', amount: { minor: 250_000, currency: 'CNY' } })
      expect(await system.as('service').get('intake', `/orders/${orderId}`)).toMatchObject({ refunded_minor: 250_000, reserved_minor: 0, rest_minor: 430_000 })
    }))

    it('a membership above the limit: calculated, proposed by one, confirmed by another, bound to what was proposed (MB2, MB7)', used.test(async () => {
      const { system } = used
      const year = { kind: 'UNLIMITED', concludedOn: dayAgo(91), paidOn: dayAgo(91), term: { from: dayAgo(91), to: dayAgo(91 - 364) } }
      const orderId = await recordOrder(system, { paid_minor: 1_280_000, placedAt: hoursAgo(91 * 24), prepaid: year })
      await trainStaff(system, 'refund-policy', 'supervisor', 'finance-checker')
      const { caseId } = await requestRefund(system, { orderId, pack: 'membership', reason: 'CLOSED_OR_MOVED', amount_minor: 960_000, origin: 'OFFLINE' }, 'agent')
      await system.as('agent').upload(`/refund-cases/${caseId}/evidence`, 'application', PICTURE)
      await waitingForPerson(system, caseId)
      await recordFindings(system, caseId, 'membership', [])
      const [supervisor, checker] = [system.as('supervisor'), system.as('finance-checker')]
      const amount = { amount_minor: 960_000, currency: 'CNY' }
      expect(await supervisor.command('audit', `/refund-cases/${caseId}/approval`, amount)).toMatchObject({ status: 409, body: { code: 'CalculationMissing' } })
      expect(await supervisor.post('audit', `/refund-cases/${caseId}/calculation`, { used: [] })).toMatchObject({ sum_minor: 960_877, lines: [{ minor: 1_280_000 }, { minor: -319_123, article: 22 }] })
      expect(await supervisor.command('audit', `/refund-cases/${caseId}/approval`, amount)).toMatchObject({ status: 409, body: { code: 'SecondApproverNeeded' } })
      await supervisor.post('audit', `/refund-cases/${caseId}/approval-proposal`, amount)
      const { approvalHash } = (await caseOf(system, caseId)).proposal
      expect(await supervisor.command('audit', `/refund-cases/${caseId}/approval-confirmation`, { approvalHash })).toMatchObject({ status: 403, body: { code: 'CheckerIsMaker' } })
      expect(await checker.command('audit', `/refund-cases/${caseId}/approval-confirmation`, { approvalHash: '0'.repeat(64) })).toMatchObject({ status: 409, body: { code: 'ApprovalChanged' } })
      await checker.post('audit', `/refund-cases/${caseId}/approval-confirmation`, { approvalHash })
      await inPhase(system, caseId, 'receipt')
      await confirmReceipt(caseId)
      expect(await caseOf(system, caseId)).toMatchObject({ outcome: 'paid', approved: { minor: 960_000, currency: 'CNY' } })
    }))

    it('withdrawn: nothing is paid and the order is free again', used.test(async () => {
      const { system } = used
      const orderId = await recordOrder(system, { paid_minor: 298_000 })
      const { caseId } = await requestRefund(system, { orderId, pack: 'livestream-aesthetics', reason: 'PERSONAL', amount_minor: 298_000 })
      const reads = () => system.as('service').get('intake', `/orders/${orderId}`)
      expect(await reads()).toMatchObject({ reserved_minor: 298_000, rest_minor: 0 })
      await system.as('customer').post('intake', `/refund-cases/${caseId}/withdrawal`)
      await system.settled()
      expect(await caseOf(system, caseId)).toMatchObject({ phase: 'closed', outcome: 'withdrawn', payouts: {} })
      expect(await reads()).toMatchObject({ reserved_minor: 0, rest_minor: 298_000 })
    }))

    it('refused, by a person and with a clause', used.test(async () => {
      const { system } = used
      const orderId = await recordOrder(system, { paid_minor: 5_000, delivery: { status: 'DELIVERED' } })
      const { caseId } = await requestRefund(system, { orderId, pack: 'food-delivery', reason: 'PERSONAL', amount_minor: 5_000 })
      await waitingForPerson(system, caseId)
      await recordFindings(system, caseId, 'food-delivery', [])
      const refusal = { reason: 'eaten', clauseId: 'change-of-mind' }
      expect(await system.as('reviewer').command('audit', `/refund-cases/${caseId}/refusal`, refusal)).toMatchObject({ status: 409, body: { code: 'ContactNeeded' } })
      await system.as('agent').post('audit', `/refund-cases/${caseId}/contact-attempts`, { channel: 'CHAT', outcome: 'REACHED' })
      await system.as('reviewer').post('audit', `/refund-cases/${caseId}/refusal`, refusal)
      await system.settled()
      expect(await caseOf(system, caseId)).toMatchObject({ phase: 'closed', outcome: 'refused', payouts: {} })
      expect(await system.as('service').get('intake', `/orders/${orderId}`)).toMatchObject({ reserved_minor: 0, rest_minor: 5_000 })
    }))

    it('a wrong name: failed, corrected by one, resubmitted by another, paid once', used.test(async () => {
      const { system } = used
      const customer = await system.customer('customer-2')
      const orderId = await recordOrder(system, { paid_minor: 12_900, customerId: 'customer-2', ...neverDelivered() })
      const payee = { name: '林小曼', account: '6222000000000001-wrong-name' }
      const { caseId } = await requestRefund(system, { orderId, pack: 'food-delivery', reason: 'NOT_DELIVERED', amount_minor: 12_900, way: 'BANK_TRANSFER', payee }, customer)
      const [maker, checker] = [system.as('finance-maker'), system.as('finance-checker')]
      await eventually('the payout failed', async () => {
        const { items } = await maker.get('payout', `/refund-cases/${caseId}/payouts`)
        return items[0]?.status === 'failed' && items[0].needs === 'correction' && items[0].code === 'ACCOUNT_NAME_MISMATCH'
      })
      expect(await checker.command('payout', `/refund-cases/${caseId}/payout-resubmission`)).toMatchObject({ status: 409 })
      await maker.post('payout', `/refund-cases/${caseId}/payout-details`, { name: '林小满', account: '6222000000000001' })
      await checker.post('payout', `/refund-cases/${caseId}/payout-resubmission`)
      await inPhase(system, caseId, 'receipt')
      await confirmReceipt(caseId, customer)
      await system.settled()
      const { items } = await maker.get('payout', `/refund-cases/${caseId}/payouts`)
      expect(items).toEqual([
        expect.objectContaining({ payoutNo: 1, status: 'failed', resubmittedAs: 2 }), expect.objectContaining({ payoutNo: 2, status: 'confirmed', amount_minor: 12_900 }),
      ])
      expect(await movements(caseId)).toEqual(['out'])
    }))

    it('an answer that never came: asked about, not sent twice', used.test(async () => {
      const { system } = used
      const orderId = await recordOrder(system, { paid_minor: 3_300, customerId: 'customer-3', reference: 'pay-reset-after', ...neverDelivered() })
      const { caseId } = await requestRefund(system, { orderId, pack: 'food-delivery', reason: 'NOT_DELIVERED', amount_minor: 3_300 }, await system.customer('customer-3'))
      await eventually('the outcome is not known', async () => (await typesOf(caseId)).includes('PayoutOutcomeUnknown'))
      expect(await movements(caseId)).toEqual(['out'])
      await untilNextQuestion(system, caseId)
      await inPhase(system, caseId, 'receipt')
      expect(await movements(caseId)).toEqual(['out'])
    }))
  })
}
