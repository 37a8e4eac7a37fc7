import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { loadPolicyPacks } from '@recourse/policy'
import { startTestService, type TestService } from '@recourse/platform/testing'
import { intake } from './definition.js'

let service: TestService

beforeAll(async () => {
  process.env.EVIDENCE_DIR ??= 'evidence'
  service = await startTestService(intake, { consumers: false })
})

afterAll(() => service.close())

const get = (path: string, accept?: string, language?: string) =>
  service.anonymous.get(path, { ...(language ? { language } : {}), ...(accept ? { others: { accept } } : {}) })

const REFUND_PACKS = loadPolicyPacks().all().filter(({ kind }) => kind === 'refund').map(({ id }) => id)

describe('GET /flows/{pack} (LS4)', () => {
  it.each(REFUND_PACKS)('draws %s for everybody', async (pack) => {
    const { status, headers, body } = await get(`/flows/${pack}?format=svg&language=zh-CN`)
    expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8'])
    expect(body).toContain('审核员')
  })

  it.each([
    [undefined, 'application/json; charset=utf-8', '"nodes":'],
    ['image/svg+xml', 'image/svg+xml; charset=utf-8', '<svg '],
    ['text/html,*/*;q=0.8', 'image/svg+xml; charset=utf-8', '<svg '],
    ['text/vnd.mermaid', 'text/vnd.mermaid; charset=utf-8', 'flowchart TD'],
    ['application/bpmn+xml', 'application/bpmn+xml; charset=utf-8', '<bpmn:definitions'],
  ])('answers Accept %s with %s', async (accept, type, part) => {
    const { status, headers, bytes } = await get('/flows/livestream-aesthetics', accept)
    expect([status, headers['content-type']]).toEqual([200, type])
    expect(bytes.toString('utf8')).toContain(part)
  })

  it('speaks the language that is asked for', async () => {
    expect((await get('/flows/livestream-aesthetics?format=mermaid', undefined, 'zh-CN')).body).toContain('3个工作日')
    expect((await get('/flows/livestream-aesthetics?format=mermaid', undefined, 'zh-CN')).body).not.toContain('working days')
    expect((await get('/flows/livestream-aesthetics?format=mermaid&language=en', undefined, 'zh-CN')).body).toContain('3 working days')
  })

  it('says which places, arrows, limits and clauses there are', async () => {
    const { body } = await get('/flows/livestream-aesthetics?version=1.0.0')
    expect(body.pack).toMatchObject({ id: 'livestream-aesthetics', version: '1.0.0' })
    expect(body.nodes).toContainEqual(expect.objectContaining({ id: 'review', role: 'reviewer', due: { workingDays: 3 }, clause: expect.objectContaining({ id: 'review-time' }) }))
    expect(body.edges).toContainEqual(expect.objectContaining({ from: 'review', to: 'superior-1', event: 'StageOverdue', kind: 'timeout' }))
  })

  it.each([
    ['/flows/no-such-pack', undefined, 404, 'NotFound'], ['/flows/light-aesthetics-care', undefined, 404, 'NotFound'],
    ['/flows/membership?version=9.9.9', undefined, 404, 'NotFound'], ['/flows/membership?tenant=demo&version=9.9.9', undefined, 404, 'NotFound'],
    ['/flows/membership?format=png', undefined, 400, 'InvalidRequest'], ['/flows/membership?language=fr', undefined, 400, 'InvalidRequest'],
    ['/flows/membership?version=latest', undefined, 400, 'InvalidRequest'], ['/flows/membership', 'application/pdf', 406, 'NotAcceptable'],
  ])('%s with Accept %s is a problem', async (path, accept, status, code) => {
    const answer = await get(path, accept)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })
})
