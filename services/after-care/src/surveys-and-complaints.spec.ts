import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { masterKeyOf } from '@recourse/platform'
import { startTestService, type TestAnswer, type TestService } from '@recourse/platform/testing'
import { refundCaseStream } from '@recourse/refund-case'
import { afterCare } from './definition.js'
import { SurveyLinks } from './domain.js'
import { closeRefundCase, givenRefundCase, historyOf } from './spec-support.js'

const SEND_SURVEY = 'when-refund-case-closed-then-send-survey'
const LINK_COMPLAINT = 'when-complaint-opened-then-link-to-case'

let service: TestService

beforeAll(async () => {
  service = await startTestService(afterCare)
})
afterAll(() => service.close())

const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]
const history = (caseId: string): Promise<string[]> => historyOf(service, refundCaseStream('demo', caseId))
const linkOf = (caseId: string): Promise<TestAnswer> => service.as('agent').get(`/refund-cases/${caseId}/survey-link`)

describe('the survey', () => {
  const closed = async (): Promise<string> => {
    const caseId = await givenRefundCase(service)
    await service.handled(SEND_SURVEY, await closeRefundCase(service, caseId))
    return caseId
  }

  it('is sent when a case has closed, once', async () => {
    expect((await history(await closed())).slice(-2)).toEqual(['RefundCaseClosed', 'SurveySent'])
  })

  it('is not sent to customers of imported history', async () => {
    const caseId = await givenRefundCase(service, { id: 'feed', roles: ['importer'] })
    await service.handled(SEND_SURVEY, await closeRefundCase(service, caseId))
    expect((await history(caseId)).at(-1)).toBe('RefundCaseClosed')
    expect(code(await linkOf(caseId))).toEqual([409, 'SurveyNotSent'])
  })

  it('is reached by a link that staff pass on, and asks in the reader\'s language', async () => {
    const caseId = await closed()
    const { body } = await linkOf(caseId)
    expect(body).toMatchObject({ caseId, surveyUrl: `/surveys/${body.surveyToken}`, answered: false })
    const english = await service.anonymous.get(body.surveyUrl)
    const chinese = await service.anonymous.get(body.surveyUrl, { language: 'zh-CN' })
    expect(english.body.questions.map(({ field }: { field: string }) => field)).toEqual(['score', 'comment'])
    expect(english.body.questions[0].text).toMatch(/^How satisfied/)
    expect(chinese.body.questions[0].text).toMatch(/^您对本次退款/)
    expect(JSON.stringify(english.body)).not.toContain('lin')
    expect(code(await service.as('agent', { tenant: 'other' }).get(`/refund-cases/${caseId}/survey-link`))).toEqual([404, 'NotFound'])
    expect(code(await service.as('customer', { id: 'lin' }).get(`/refund-cases/${caseId}/survey-link`))).toEqual([403, 'RoleNotPermitted'])
  })

  it('is answered once; the comment is sealed under the customer\'s key', async () => {
    const caseId = await closed()
    const { surveyUrl } = (await linkOf(caseId)).body
    const key = randomUUID()
    const answer = { score: 4, comment: '处理及时' }
    expect(code(await service.anonymous.post(surveyUrl, { score: 6 }))).toEqual([400, 'InvalidRequest'])
    expect(await service.anonymous.post(surveyUrl, answer, { key })).toMatchObject({ status: 200, body: { id: caseId, repeated: false } })
    expect(await service.anonymous.post(surveyUrl, answer, { key })).toMatchObject({ status: 200, body: { id: caseId, repeated: true } })
    expect(code(await service.anonymous.post(surveyUrl, { score: 1 }))).toEqual([409, 'SurveyAlreadyAnswered'])
    expect((await service.anonymous.get(surveyUrl)).body.answered).toBe(true)
    const { aggregates, codec } = service.infrastructure
    const event = (await aggregates.history(refundCaseStream('demo', caseId))).at(-1)!
    expect(event).toMatchObject({ type: 'SurveyAnswered', data: { score: 4 }, sealed: { person: 'lin' } })
    expect(event.metadata.actor).toEqual({ id: 'survey-link', role: 'service' })
    expect(await codec.open(event)).toEqual({ comment: '处理及时' })
    expect(JSON.stringify(event)).not.toContain('处理及时')
  })

  it('does not open by a token that was forged or made for something else', async () => {
    const caseId = await closed()
    const { surveyToken } = (await linkOf(caseId)).body
    const master = masterKeyOf(service.infrastructure.config)
    const ofNothing = new SurveyLinks(master).tokenFor({ tenant: 'demo', id: randomUUID() })
    for (const token of [`${surveyToken.slice(0, -4)}AAAA`, 'x.y', ofNothing]) {
      expect((await service.anonymous.get(`/surveys/${token}`)).status).toBe(404)
      expect((await service.anonymous.post(`/surveys/${token}`, { score: 5 })).status).toBe(404)
    }
    expect((await history(caseId)).at(-1)).toBe('SurveySent')
  })
})

describe('complaints', () => {
  const lin = (): ReturnType<TestService['as']> => service.as('customer', { id: 'lin' })
  const open = (body: object = {}): Promise<TestAnswer> => lin().post('/complaints', { channel: 'ONLINE', text: '审核超时', ...body })

  it('about a case stand in its history too', async () => {
    const caseId = await givenRefundCase(service)
    const key = randomUUID()
    const first = await lin().post('/complaints', { caseId, channel: 'ONLINE', text: '审核超时' }, { key })
    expect(first.status).toBe(201)
    await service.handled(LINK_COMPLAINT, first.body.position)
    expect((await history(caseId)).at(-1)).toBe('ComplaintLinked')
    await closeRefundCase(service, caseId)
    const again = await lin().post('/complaints', { caseId, channel: 'ONLINE', text: '审核超时' }, { key })
    expect(again.body).toEqual({ ...first.body, repeated: true })
    await service.handled('complaint', first.body.position)
    const { items } = (await service.as('operations').get(`/complaints?caseId=${caseId}&min_position=${first.body.position}`)).body
    expect(items).toMatchObject([{ complaintId: first.body.id, stage: 'intake', pack: 'food-delivery', packVersion: '1.0.0', status: 'open', customer: 'lin' }])
  })

  it('are refused at the door when the case is unknown, another customer\'s or another tenant\'s', async () => {
    const caseId = await givenRefundCase(service)
    const body = { caseId, channel: 'PHONE', text: '无人回电' }
    expect(code(await open({ caseId: randomUUID() }))).toEqual([422, 'UnknownRefundCase'])
    expect(code(await service.as('customer', { id: 'mallory' }).post('/complaints', body))).toEqual([422, 'UnknownRefundCase'])
    expect(code(await service.as('agent', { tenant: 'other' }).post('/complaints', body))).toEqual([422, 'UnknownRefundCase'])
    expect(code(await service.as('agent').post('/complaints', { channel: 'PHONE', text: '无人回电' }))).toEqual([422, 'CustomerMissing'])
    expect(code(await open({ customerId: 'mallory' }))).toEqual([403, 'ComplaintForAnother'])
    expect(code(await service.as('auditor').post('/complaints', body))).toEqual([403, 'RoleNotPermitted'])
    expect((await open({ channel: 'PIGEON' })).body.errors).toMatchObject([{ pointer: '/channel' }])
  })

  it('are answered, closed, and read with their words by whoever may answer them', async () => {
    const { id } = (await open()).body
    expect(code(await service.as('supervisor').post(`/complaints/${id}/closing`, { outcome: 'UPHELD' }))).toEqual([409, 'AnswerMissing'])
    expect(code(await service.as('agent').post(`/complaints/${id}/answer`, { text: '已升级处理' }, { version: 9 }))).toEqual([412, 'StaleVersion'])
    expect((await service.as('agent').post(`/complaints/${id}/answer`, { text: '已升级处理' }, { version: 1 })).status).toBe(200)
    expect(code(await service.as('agent').post(`/complaints/${id}/closing`, { outcome: 'UPHELD' }))).toEqual([403, 'RoleNotPermitted'])
    expect((await service.as('supervisor').post(`/complaints/${id}/closing`, { outcome: 'UPHELD' })).status).toBe(200)
    expect(code(await service.as('agent').post(`/complaints/${id}/answer`, { text: '补充' }))).toEqual([409, 'ComplaintIsClosed'])
    const { body } = await service.as('agent').get(`/complaints/${id}`)
    expect(body).toMatchObject({ phase: 'closed', version: 3 })
    expect(body.entries).toMatchObject([{ type: 'ComplaintOpened', text: '审核超时' }, { text: '已升级处理' }, { type: 'ComplaintClosed' }])
  })

  it('keep their words from operations, who see all the rest', async () => {
    const { id } = (await open()).body
    await service.as('supervisor').post(`/complaints/${id}/answer`, { text: '已升级处理' })
    await service.as('supervisor').post(`/complaints/${id}/closing`, { outcome: 'UPHELD' })
    const { entries, ...rest } = (await lin().get(`/complaints/${id}`)).body
    expect(entries).toMatchObject([{ text: '审核超时', textSealed: false }, { text: '已升级处理', textSealed: false }, { textSealed: false }])
    for (const role of ['agent', 'supervisor'] as const) expect((await service.as(role).get(`/complaints/${id}`)).body).toEqual({ ...rest, entries })
    const [opened, answered, closed] = entries.map(({ text: _text, ...entry }: Record<string, unknown>) => entry)
    expect((await service.as('operations').get(`/complaints/${id}`)).body).toEqual({
      ...rest, entries: [{ ...opened, textSealed: true }, { ...answered, textSealed: true }, closed],
    })
  })

  it('are each customer\'s own, newest first, page by page', async () => {
    const an = service.as('customer', { id: 'an' })
    const answers = []
    for (const text of ['一', '二', '三']) answers.push((await an.post('/complaints', { channel: 'ONLINE', text })).body)
    const { id, position } = answers.at(-1)!
    await service.handled('complaint', position)
    const first = (await an.get('/complaints?limit=2')).body
    const second = (await an.get(`/complaints?limit=2&after=${first.next}`)).body
    const listed = [...first.items, ...second.items].map(({ complaintId }: { complaintId: string }) => complaintId)
    expect(listed).toEqual(answers.map((answer) => answer.id).reverse())
    expect(second.next).toBeNull()
    expect(code(await lin().get(`/complaints/${id}`))).toEqual([404, 'NotFound'])
    expect((await lin().get('/complaints')).body.items.every(({ customer }: { customer: string }) => customer === 'lin')).toBe(true)
    expect(code(await service.as('agent', { tenant: 'other' }).get(`/complaints/${id}`))).toEqual([404, 'NotFound'])
    expect(code(await service.as('agent', { tenant: 'other' }).post(`/complaints/${id}/answer`, { text: '?' }))).toEqual([404, 'UnknownComplaint'])
  })
})
