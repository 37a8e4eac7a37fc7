import { describe, expect, it } from '@jest/globals'
import { hoursAgo, PICTURE, recordOrder, requestRefund } from '@recourse/test-support/cases'
import type { UsedSystem } from '@recourse/test-support/system'

/**
 * Places that belong to the installation or to whoever holds a secret link, not to a tenant. Published packs are kept apart in audit's own spec, the switches of
 * payment channels in payout's.
 */
const NOT_OF_A_TENANT = [
  /^\/packs\//, /^\/policies\//, /^\/policy-packs\//, /^\/flows\//, /^\/progress\//, /^\/surveys\//, /^\/operations\/(projections|rebuilds)\//,
  /^\/payment-channels\//, /^\/channel-notices\//,
]

/** Not there at home either, for the case below; audit's specs of the settlement and payout's of slips and bank transfers open them. */
const NOT_YET_THERE = /\/agreement(\.json)?$|\/slip$|^\/transfer-batches\//

/** What a command with an id in its path needs, so that nothing but the id can be at fault. By the end of the path; the longest that fits counts. */
const BODIES: Readonly<Record<string, unknown>> = {
  delivery: { status: 'DELIVERED', at: hoursAgo(0) },
  assignment: { assignee: 'reviewer-1' },
  findings: { item: 'POLICY_FIT', finding: 'CONFIRMED' },
  'evidence-requests': { kinds: ['purchase'] },
  'contact-attempts': { channel: 'PHONE', outcome: 'REACHED' },
  takeover: { reason: 'seen on the news' },
  approval: { amount_minor: 1, currency: 'CNY' },
  'approval-proposal': { amount_minor: 1, currency: 'CNY' },
  'approval-confirmation': { approvalHash: '0'.repeat(64) },
  'approval-rejection': { approvalHash: '0'.repeat(64), reason: 'no' },
  refusal: { reason: 'no', clauseId: 'evidence' },
  'payout-details': { name: 'A', account: '6222' },
  'payout-return': { payoutNo: 1, returnedAt: hoursAgo(0) },
  'payout-surrender': { payoutNo: 1 },
  recommendation: { recommendationId: 'hydra-collagen' },
  problems: { severity: 'MINOR' },
  resolution: { remedy: 'NONE' },
  answer: { text: 'sorry' },
  closing: { outcome: 'UPHELD' },
  skip: { reason: 'not ours' },
  'refund-cases': { pack: 'livestream-aesthetics', reason: 'MISLEADING_PROMOTION', amount_minor: 1, currency: 'CNY' },
  messages: { text: 'hello' },
  mood: { mood: 'CALM' },
  appeal: { narrative: 'no' },
  'appeal-decision': { outcome: 'UPHELD', explanation: 'no' },
  calculation: { used: [] },
  'external-dispute': { body: 'COURT', reference: '1' },
  'legal-hold-release': { reason: 'over' },
  'legal-opinion-requests': { question: 'owed?' },
  'legal-opinions': { finding: 'OWED' },
  'review-completion': { low_minor: 1, high_minor: 1, currency: 'CNY' },
  offers: { amount_minor: 1, currency: 'CNY', way: 'ORIGINAL' },
  counter: { amount_minor: 1, currency: 'CNY', way: 'ORIGINAL' },
  acceptance: { offerHash: '0'.repeat(64) },
  'settlement-end': { reason: 'no' },
  'agreement/reading': { documentSha256: '0'.repeat(64) },
  'agreement/signature': { documentSha256: '0'.repeat(64), acknowledgedClauses: [] },
  'spot-checks/{roundId}/reveal': { seed: '0'.repeat(64) },
  abandonment: { reason: 'MISTAKE' },
  'checks/{caseId}/assignment': { checker: 'reviewer-1' },
  'checks/{caseId}/result': { answers: [] },
  'corrective-actions': { caseId: '00000000-0000-4000-8000-000000000000', owner: 'reviewer-1', dueAt: hoursAgo(-24), text: 'mend it' },
  verification: { solved: true },
  'transfer-batches/{batchId}/approval': { fileSha256: '0'.repeat(64) },
  rejection: { reason: 'OTHER' },
  'differences/{differenceNo}/resolution': { how: 'RECOVERED', reason: 'VOUCHER 1' },
}

interface Route {
  readonly service: string
  readonly method: string
  readonly path: string
}

/** Whatever takes an id answers 404 to another tenant, whose person may do everything at home. */
export const tenancy = (used: UsedSystem): void => {
  describe('another tenant', () => {
    it('finds nothing under any id, at no door of any service', used.test(async () => {
      const { system } = used
      const ids = await somethingOfEverything()
      const routes = (await allRoutes()).filter(({ path }) => path.includes('{') && !NOT_OF_A_TENANT.some((pattern) => pattern.test(path)))
      expect(routes.length).toBeGreaterThan(25)
      const unexpected: unknown[] = []
      for (const route of routes) {
        const path = route.path.replace('{id}', route.path.startsWith('/deadlines/') ? `${ids.caseId}.intake` : '{id}')
          .replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? `no-id-for-${name}`)
        const answer = await knock(system.almighty('elsewhere'), route, path)
        if (answer.status !== 404) unexpected.push({ who: 'elsewhere', ...route, status: answer.status, body: answer.body })
        // The same door with the same id opens at home, or says why not; otherwise the test would prove nothing.
        if (route.method !== 'GET' || NOT_YET_THERE.test(route.path)) continue
        const own = await knock(system.almighty('here'), route, path)
        if (own.status === 404) unexpected.push({ who: 'here', ...route, status: own.status, body: own.body })
      }
      expect(unexpected).toEqual([])
    }))

    it('sees none of it in lists', used.test(async () => {
      const { system } = used
      for (const [service, path] of [['audit', '/refund-cases'], ['audit', '/review-queue'], ['payout', '/payouts'], ['after-care', '/care-tasks'], ['after-care', '/complaints'], ['audit', '/spot-checks'], ['payout', '/reconciliations']] as const) {
        expect((await system.almighty('here').get(service, path)).items.length).toBeGreaterThan(0)
        expect(await system.almighty('elsewhere').get(service, path)).toEqual({ items: [], next: null })
      }
      expect(await system.almighty('elsewhere').get('audit', '/verify')).toEqual({ streams: 0, events: 0, ok: true })
      expect((await system.almighty('elsewhere').get('analytics', '/events')).items).toEqual([])
    }))
  })

  const knock = (who: UsedSystem['system']['anybody'], { service, method, path: template }: Route, path: string) =>
    template.endsWith('/evidence') ? who.uploadTo(path, 'purchase', PICTURE)
    : method === 'GET' ? who.send(service, 'GET', path)
    : who.command(service, path, bodyFor(template))

  const bodyFor = (template: string): unknown => {
    const [longest] = Object.keys(BODIES).filter((end) => template.endsWith(`/${end}`)).sort((a, b) => b.length - a.length)
    return longest ? BODIES[longest] : {}
  }

  const allRoutes = async (): Promise<Route[]> => {
    const { system } = used
    const services = Object.keys(system.urls).filter((name) => !name.startsWith('sandbox'))
    const documents = await Promise.all(services.map(async (service) => [service, await system.anybody.get(service, '/docs/openapi.json')] as const))
    return documents.flatMap(([service, { paths }]) =>
      Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods as object).map((method) => ({ service, method: method.toUpperCase(), path }))))
  }

  const somethingOfEverything = async (): Promise<Record<string, string>> => {
    const { system } = used
    const orderId = await recordOrder(system, { paid_minor: 298_000 })
    const { caseId } = await requestRefund(system, { orderId, pack: 'livestream-aesthetics', reason: 'MISLEADING_PROMOTION', amount_minor: 298_000 })
    const { evidenceId } = await system.as('customer').upload(`/refund-cases/${caseId}/evidence`, 'purchase', PICTURE)
    const agent = system.as('agent')
    const plan = await agent.post('after-care', '/care-plans', { customerId: 'customer-1', project: '光子嫩肤', treatmentCompletedAt: hoursAgo(1) })
    const { problemId } = await agent.post('after-care', `/care-plans/${plan.id}/problems`, { severity: 'MINOR' })
    const complaint = await agent.post('after-care', '/complaints', { channel: 'PHONE', customerId: 'customer-1', text: '没有人接电话' })
    const round = await system.as('supervisor').post('audit', '/spot-checks', { from: hoursAgo(0), to: hoursAgo(-24), seedSha256: '0'.repeat(64) })
    const yesterday = new Date(Date.parse(hoursAgo(24)) + 8 * 3_600_000).toISOString().slice(0, 10)
    const reconciliation = await system.almighty('here').post('payout', '/reconciliations', { channel: 'sandbox', day: yesterday })
    await system.settled()
    return {
      orderId, caseId, evidenceId, clauseId: 'evidence', planId: plan.id, taskId: 'greeting', problemId, complaintId: complaint.id,
      reconciliationId: reconciliation.id, differenceNo: '1', payoutNo: '1', batchId: '00000000-0000-4000-8000-000000000000', roundId: round.id, actionId: '00000000-0000-4000-8000-000000000000', offerNo: '1', id: '00000000-0000-4000-8000-000000000000',
    }
  }
}
