import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { hasAccount, hoursAgo, inPhase, PICTURE, recordFindings, recordOrder, requestRefund, sendTransfer, trainStaff, waitingForPerson } from '@recourse/test-support/cases'
import { placesOf } from '@recourse/test-support/invariants'
import { natsMessages } from '@recourse/test-support/nats-messages'
import type { UsedSystem } from '@recourse/test-support/system'

/** Words that stand in personal data only. */
const CANARIES = ['司马canary', '13799990001', '6222777700001111', 'canary故事', 'canary附注', 'canary投诉', 'canary评语', 'canary护理', 'canary像素'] as const
const [NAME, PHONE, ACCOUNT, NARRATIVE, NOTE, COMPLAINT, COMMENT, CARE, PIXEL] = CANARIES

/** I9: personal data is readable nowhere but where it is unsealed for somebody entitled. */
export const personalData = (used: UsedSystem): void => {
  const everywhere = async (words: readonly string[]): Promise<string[]> => {
    const { system } = used
    const metrics = await Promise.all(Object.keys(system.urls).map(async (name) => [`metrics of ${name}`, (await system.anybody.send(name, 'GET', '/metrics')).body as string]))
    const files = readdirSync(join(system.dir, 'evidence'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const places = await placesOf(words, system, {
      logs: system.logs(),
      NATS: (await natsMessages(system.natsUrl)).join('\n'),
      'evidence files': files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n'),
      'the exported events': JSON.stringify(await system.as('auditor').get('analytics', '/events?limit=200')),
      ...Object.fromEntries(metrics),
    })
    // The bank knows who has an account with it.
    return places.filter((place) => !place.endsWith('sandbox_bank.account'))
  }

  describe('personal data', () => {
    it('stands in clear in no table, message, log, metric, file or export', used.test(async () => {
      const { system } = used
      const [customer, agent] = [system.as('customer'), system.as('agent')]
      const contact = { name: NAME, phone: PHONE }

      const seldom = await system.customer('customer-4')
      const orderId = await recordOrder(system, { paid_minor: 9_900, customerId: 'customer-4', payerName: NAME, placedAt: hoursAgo(3), delivery: { status: 'IN_TRANSIT', eta: hoursAgo(2) } })
      await hasAccount(system, NAME, ACCOUNT)
      const wrong = { name: NAME, account: `${ACCOUNT}-X` }
      const { caseId } = await requestRefund(system, { orderId, pack: 'food-delivery', reason: 'NOT_DELIVERED', amount_minor: 9_900, narrative: NARRATIVE, contact, way: 'BANK_TRANSFER', payee: wrong }, seldom)
      await eventually('the payout failed', async () => (await agent.get('payout', `/refund-cases/${caseId}/payouts`)).items[0]?.status === 'failed')
      const { version: correctionVersion } = await system.as('finance-maker').post('payout', `/refund-cases/${caseId}/payout-details`, { name: NAME, account: ACCOUNT })
      await system.as('finance-checker').post('payout', `/refund-cases/${caseId}/payout-resubmission`, { correctionVersion })
      await sendTransfer(system, caseId)
      await inPhase(system, caseId, 'receipt')
      await seldom.post('payout', `/refund-cases/${caseId}/receipt-confirmation`)
      const { surveyToken } = await eventually('the survey is sent', () => agent.get<{ surveyToken: string }>('after-care', `/refund-cases/${caseId}/survey-link`))
      await system.anybody.post('after-care', `/surveys/${surveyToken}`, { score: 2, comment: COMMENT })

      const course = await recordOrder(system, { paid_minor: 50_000 })
      const reviewed = await requestRefund(system, { orderId: course, pack: 'livestream-aesthetics', reason: 'PERSONAL', amount_minor: 50_000, narrative: NARRATIVE, contact })
      // Whatever follows the last chunk of a PNG is ignored by every reader, so a picture may carry a word.
      const picture = Uint8Array.from([...PICTURE, ...Buffer.from(PIXEL)])
      const { evidenceId } = await customer.upload(`/refund-cases/${reviewed.caseId}/evidence`, 'purchase', picture)
      await waitingForPerson(system, reviewed.caseId)
      await system.as('reviewer').post('audit', `/refund-cases/${reviewed.caseId}/contact-attempts`, { channel: 'PHONE', outcome: 'REACHED', note: NOTE })
      await recordFindings(system, reviewed.caseId, 'livestream-aesthetics', [evidenceId])
      await system.as('supervisor').post('audit', `/refund-cases/${reviewed.caseId}/refusal`, { reason: 'own cause', clauseId: 'own-cause', explanation: NOTE })

      const { id: complaintId } = await customer.post('after-care', '/complaints', { caseId: reviewed.caseId, channel: 'ONLINE', text: COMPLAINT })
      await agent.post('after-care', `/complaints/${complaintId}/answer`, { text: COMPLAINT })
      await trainStaff(system, 'after-care', 'agent')
      const { id: planId } = await agent.post('after-care', '/care-plans', { customerId: 'customer-1', project: '光子嫩肤', treatmentCompletedAt: hoursAgo(1), contact })
      await agent.post('after-care', `/care-plans/${planId}/tasks/greeting/completion`, { note: CARE })
      await agent.post('after-care', `/care-plans/${planId}/problems`, { severity: 'MINOR', description: CARE })
      await system.settled()

      expect(await everywhere(CANARIES)).toEqual([])
      // It is not lost either: whoever may see the evidence gets the very bytes.
      const seen = await system.as('reviewer').send('intake', 'GET', `/refund-cases/${reviewed.caseId}/evidence/${evidenceId}`)
      expect(seen.body).toContain(PIXEL)
      // And the search finds what stands in clear.
      expect(await everywhere([orderId])).toEqual(expect.arrayContaining([`${orderId} in the table public.event`, `${orderId} in NATS`]))
    }))
  })
}
