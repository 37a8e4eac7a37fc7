import { describe, expect, it } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { caseOf, eventsOf, hasAccount, hoursAgo, inPhase, recordOrder, requestRefund, sendTransfer, untilNextQuestion } from '@recourse/test-support/cases'
import type { UsedSystem } from '@recourse/test-support/system'

/** What the paths of test/flows do not show: that real processes, too, move the money once. */
export const flows = (used: UsedSystem): void => {
  const neverDelivered = () => ({ delivery: { status: 'IN_TRANSIT', eta: hoursAgo(2) }, placedAt: hoursAgo(3) })
  const typesOf = async (caseId: string): Promise<string[]> => (await eventsOf(used.system, caseId)).map(({ type }) => type)
  const confirmReceipt = (caseId: string, customer = used.system.as('customer')) => customer.post('payout', `/refund-cases/${caseId}/receipt-confirmation`)
  /** Directions of the money that the channel moved for a case. */
  const movements = async (caseId: string, ledger: 'sandbox_channel' | 'sandbox_bank' = 'sandbox_channel'): Promise<string[]> => {
    const { rows } = await used.system.pool.query(`SELECT direction FROM ${ledger}.movement WHERE out_refund_no LIKE $1 ORDER BY seq`, [`${caseId}%`])
    return rows.map(({ direction }) => direction)
  }

  describe('a case from the request to its end', () => {
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

    it('a wrong name: turned away by the bank, corrected by one, resubmitted by another, paid once under its number (LS10)', used.test(async () => {
      const { system } = used
      const customer = await system.customer('customer-2')
      const orderId = await recordOrder(system, { paid_minor: 12_900, customerId: 'customer-2', payerName: '林小满', ...neverDelivered() })
      await hasAccount(system, '林小曼', '6222000000000101')
      await hasAccount(system, '林小满', '6222000000000001')
      const payee = { name: '林小满', account: '6222000000000101' }
      const { caseId } = await requestRefund(system, { orderId, pack: 'food-delivery', reason: 'NOT_DELIVERED', amount_minor: 12_900, way: 'BANK_TRANSFER', payee }, customer)
      const [maker, checker] = [system.as('finance-maker'), system.as('finance-checker')]
      await sendTransfer(system, caseId)
      await eventually('the payout failed', async () => {
        const { items } = await maker.get('payout', `/refund-cases/${caseId}/payouts`)
        return items[0]?.status === 'failed' && items[0].needs === 'correction' && items[0].code === 'ACCOUNT_NAME_MISMATCH'
      })
      expect(await checker.command('payout', `/refund-cases/${caseId}/payout-resubmission`)).toMatchObject({ status: 409 })
      const { version: correctionVersion } = await maker.post('payout', `/refund-cases/${caseId}/payout-details`, { name: '林小满', account: '6222000000000001' })
      await checker.post('payout', `/refund-cases/${caseId}/payout-resubmission`, { correctionVersion })
      await sendTransfer(system, caseId)
      await inPhase(system, caseId, 'receipt')
      await confirmReceipt(caseId, customer)
      await system.settled()
      const { items } = await maker.get('payout', `/refund-cases/${caseId}/payouts`)
      expect(items).toEqual([expect.objectContaining({ payoutNo: 1, status: 'confirmed', amount_minor: 12_900, channel: 'bank-transfer' })])
      expect(await movements(caseId, 'sandbox_bank')).toEqual(['out'])
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
