import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { CommandFields } from '@recourse/event-flow'
import { money, type Actor } from '@recourse/kernel'
import { loadCalendar, loadPolicyPacks, STAGES, type RefundPack } from '@recourse/policy'
import { expectationOf, refundCaseDecider, refundCaseStream, type OpenedCase, type Phase, type RefundCaseCommand } from '@recourse/refund-case'
import { progressView } from './read/progress/progress-view.js'
import { IntakeBench, NOW } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open({ consumers: false, settings: { PUBLIC_URL: 'https://refunds.example' } })
})
afterAll(() => bench.close())

const calendar = loadCalendar()
const packs = loadPolicyPacks().all().filter((pack): pack is RefundPack => pack.kind === 'refund')
const decider = refundCaseDecider(loadPolicyPacks(), calendar)
const reviewer: Actor = { id: 'zhao', roles: ['reviewer'] }
const cny = (minor: number) => money(minor, 'CNY')
const given = (caseId: string, fields: CommandFields<RefundCaseCommand>, actor?: Actor) => bench.service.given(decider, refundCaseStream('demo', caseId), fields, actor)
const progress = async (token: string, language = 'zh-CN') => (await bench.service.anonymous.get(`/progress/${token}`, { language })).body

/** The texts of five steps, as the requirement has them and one for the money. */
const LABELS = { 'zh-CN': ['提交申请', '上传凭证', '等待审核', '确认退款', '退款到账'], en: ['Submit the request', 'Upload evidence', 'Wait for review', 'Refund confirmed', 'Money arrived'] } as const

const inPhase = (opened: OpenedCase, pack: RefundPack, phase: Phase): OpenedCase => ({
  ...opened, phase, pack: { id: pack.id, version: pack.version }, reason: pack.reasons[0]!.code,
  ...(phase === 'closed' ? { outcome: 'refused' as const } : { stage: { ...opened.stage, stage: phase } }),
})

describe('what a customer sees', () => {
  const everywhere = packs.flatMap((pack) => [...STAGES.filter((stage) => pack.stages[stage]), 'closed' as const].map((phase) => [pack.id, phase, pack] as const))
  it.each(everywhere)('of %s in %s are at most five steps with fixed words, a time for each, and when to expect the next (LS7, LS8, LS18)', async (_, phase, pack) => {
    const { caseId } = await bench.opened()
    const state = inPhase(await bench.caseOf(caseId), pack, phase)
    for (const language of ['zh-CN', 'en'] as const) {
      const view = progressView({ state, pack, events: [], language, tenant: 'demo', site: '', url: '/progress/x' }, expectationOf(state, { pack, calendar }, NOW))
      expect(view.steps.length).toBeLessThanOrEqual(5)
      expect(view.steps.map(({ label }) => label)).toEqual(LABELS[language])
      expect(view.steps.slice(1).every(({ timeLimit }) => timeLimit !== undefined)).toBe(true)
      expect(view.steps[1]!.materials).toBeDefined()
      expect(view.steps[2]!.criteria!.length).toBe(pack.reviewItems.filter(({ reasons }) => !reasons || reasons.includes(state.reason)).length)
      expect(view.expectedBy !== undefined).toBe(phase !== 'closed')
      expect(view.contacts.length).toBeGreaterThan(0)
    }
  })

  it('tells what is needed, what is looked at and for how long, with a link to every stage (LS12, LS18, LS19)', async () => {
    const { progressToken } = await bench.opened()
    const view = await progress(progressToken)
    expect(view.steps[1]).toMatchObject({ materials: [{ kind: 'other', label: '其他凭证', present: false }], timeLimit: '24小时' })
    expect(view.steps[2]).toMatchObject({ criteria: [expect.any(String)], timeLimit: '12小时' })
    const url = `https://refunds.example/progress/${progressToken}`
    expect(view.links).toEqual(expect.arrayContaining([{ rel: 'self', title: '退款进度', url }, { rel: 'stage', title: '等待审核 (review)', url: `${url}/stages/review` }]))
    const stage = (await bench.service.anonymous.get(`/progress/${progressToken}/stages/review`, { language: 'en' })).body
    expect(stage).toMatchObject({ stage: 'review', step: 'Wait for review', timeLimit: '12 hours', current: false, criteria: [expect.any(String)], clause: expect.any(String) })
    expect(stage.contacts.length).toBeGreaterThan(0)
    const flow = view.links.find(({ rel }: { rel: string }) => rel === 'flow').url.replace('https://refunds.example', '')
    expect((await bench.service.anonymous.get(flow)).status).toBe(200)
  })

  it.each(['/stages/review', '/stages/nowhere'])('is nobody\'s without the signature: %s', async (path) => {
    const { progressToken } = await bench.opened()
    const forged = `${progressToken.slice(0, -4)}AAAA`
    expect((await bench.service.anonymous.get(`/progress/${forged}${path}`)).status).toBe(404)
  })

  it.each(['nowhere', 'settlement'])('is not found for a stage that the pack does not have: %s', async (stage) => {
    const { progressToken } = await bench.opened()
    expect((await bench.service.anonymous.get(`/progress/${progressToken}/stages/${stage}`)).status).toBe(404)
  })

  it('follows the money: approved, handed over with the channel\'s reference and a day, arrived (MC14, LS9)', async () => {
    const { caseId, progressToken } = await bench.opened({ reason: 'PERSONAL' })
    await given(caseId, { type: 'AutomaticallyReview', facts: { placedAt: NOW, rest: cny(6_800) } })
    await given(caseId, { type: 'RecordFinding', item: 'REASON_TRUE', finding: 'CONFIRMED', evidenceIds: [] }, reviewer)
    await given(caseId, { type: 'ApproveRefund', amount: cny(6_800), breakdown: [] }, reviewer)
    expect(await progress(progressToken)).toMatchObject({ phase: 'payout', payouts: [], expectedBy: '2026-11-23T08:00:00.000Z', overdue: false })
    await given(caseId, { type: 'RequestPayout', amount: cny(6_800), channel: 'sandbox', facts: { reserved: cny(6_800) } })
    expect((await progress(progressToken)).payouts).toEqual([{ status: 'requested', amount_minor: 6_800, expectedArrivalDay: '2026-11-25' }])
    await given(caseId, { type: 'RecordPayoutSubmitted', payoutNo: 1, channelReference: 'CH-77' })
    expect((await progress(progressToken)).payouts).toEqual([{ status: 'submitted', amount_minor: 6_800, sentAt: NOW, channelReference: 'CH-77', expectedArrivalDay: '2026-11-25' }])
    await given(caseId, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount: cny(6_800), channelReference: 'CH-77', settledAt: NOW })
    const arrived = await progress(progressToken)
    expect(arrived).toMatchObject({ phase: 'receipt', paid_minor: 6_800, expectedBy: expect.any(String), payouts: [{ status: 'confirmed', channelReference: 'CH-77', arrivedAt: NOW }] })
    expect(arrived.payouts[0]).not.toHaveProperty('expectedArrivalDay')
  })

  it('never has personal data in it (LS9)', async () => {
    const { progressToken } = await bench.opened({ narrative: '汤是凉的', contact: { name: '林小满', phone: '13800000000' }, payee: { name: '林小满', account: '6222000188' } })
    expect(JSON.stringify(await progress(progressToken))).not.toMatch(/汤是凉|林小满|138000|622200|lin"/)
  })
})

describe('whoever does something', () => {
  it('learns when the next thing happens (LS18)', async () => {
    const { caseId } = await bench.opened()
    expect((await bench.lin.post(`/refund-cases/${caseId}/clauses/evidence/acknowledgement`)).body).toMatchObject({ expectedBy: '2026-11-23T08:00:00.000Z' })
    expect((await bench.lin.post(`/refund-cases/${caseId}/withdrawal`, {})).body).not.toHaveProperty('expectedBy')
  })
})
