import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { AuditBench, code, HOUR_ms, NOW } from './spec-support.js'

const DAY_ms = 24 * HOUR_ms

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const as = (...given: Parameters<AuditBench['service']['as']>) => bench.service.as(...given)
const everything = ['conditions', 'windows', 'flow', 'law', 'cases', 'privacy']
const record = (changes: object = {}) =>
  as('operations').post('/training-records', { person: 'newcomer', course: 'refund-policy', items: everything, score_percent: 85, heldAt: bench.clock.now(), trainer: 'qian', ...changes })
const courseOf = async (person: string, course = 'refund-policy') =>
  (await as('auditor').get(`/training-records?person=${person}`)).body.courses.find((one: { course: string }) => one.course === course)

describe('a training record (MB20, MB21, MB22)', () => {
  it('is a pass when every item was taught and the mark is reached, item by item over several days', async () => {
    expect((await record({ person: 'hu', items: ['law', 'flow', 'cases'] })).status).toBe(201)
    expect(await courseOf('hu')).toMatchObject({ status: 'open', completion_percent: 50 })
    expect((await record({ person: 'hu', items: ['conditions', 'windows', 'privacy'], score_percent: 79 })).status).toBe(201)
    expect(await courseOf('hu')).toMatchObject({ status: 'open', completion_percent: 100 })
    expect((await record({ person: 'hu', items: ['law'], score_percent: 80 })).status).toBe(201)
    expect(await courseOf('hu')).toMatchObject({ status: 'valid', score_percent: 80, passedAt: NOW, validUntil: '2027-11-22T08:00:00.000Z' })
  })

  it('is written by operations and admin, never for oneself, and read by whoever oversees', async () => {
    expect(code(await as('supervisor').post('/training-records', {}))).toEqual([400, 'InvalidRequest'])
    const body = { person: 'newcomer', course: 'refund-policy', items: ['law'], score_percent: 85, heldAt: NOW, trainer: 'qian' }
    expect(code(await as('supervisor').post('/training-records', body))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as('operations', { id: 'newcomer' }).post('/training-records', body))).toEqual([403, 'TrainerIsTrainee'])
    expect(code(await record({ trainer: 'newcomer' }))).toEqual([403, 'TrainerIsTrainee'])
    expect(code(await record({ course: 'astrology' }))).toEqual([422, 'UnknownCourse'])
    expect(code(await record({ items: ['stars'] }))).toEqual([422, 'UnknownItem'])
    expect(code(await record({ heldAt: '2027-01-01T00:00:00Z' }))).toEqual([422, 'HeldInFuture'])
    expect(code(await record({ score_percent: 101 }))).toEqual([400, 'InvalidRequest'])
    expect(code(await as('agent').get('/training-records?person=hu'))).toEqual([403, 'RoleNotPermitted'])
    expect((await as('agent', { id: 'hu' }).get('/training-records')).body).toMatchObject({ person: 'hu', courses: expect.any(Array) })
    expect(code(await as('customer').get('/curricula'))).toEqual([403, 'RoleNotPermitted'])
  })

  it('is one when its request is repeated', async () => {
    const [key, body] = [randomUUID(), { person: 'he', course: 'emergency', items: ['take-over'], score_percent: 85, heldAt: NOW, trainer: 'qian' }]
    const first = await as('admin').post('/training-records', body, { key })
    expect((await as('admin').post('/training-records', body, { key })).body).toEqual({ ...first.body, repeated: true })
    expect(code(await as('admin').post('/training-records', { ...body, score_percent: 90 }, { key }))).toEqual([422, 'IdempotencyKeyReused'])
  })
})

it('GET /curricula lists what is taught, talk, criteria and emergencies among it, and how far one is (MB21, FO23)', async () => {
  await bench.trained('communication', 'agent')
  const { body } = await as('agent').get('/curricula')
  expect(body.items.map(({ id, completion_percent }: { id: string; completion_percent: number }) => [id, completion_percent])).toEqual([
    ['after-care', 0], ['communication', 100], ['emergency', 0], ['refund-policy', 0],
  ])
  expect(body.items[2]).toMatchObject({ title: { 'zh-CN': '应急处理' }, passMark_percent: 80, items: expect.arrayContaining([{ id: 'take-over', text: expect.anything() }]) })
})

describe('the right to decide about a membership refund (MB20, MB22)', () => {
  const newcomer = () => as(['reviewer', 'operations'], { id: 'newcomer' })
  const refuse = (caseId: string) => newcomer().post(`/refund-cases/${caseId}/refusal`, { reason: 'NOT_TRUE', clauseId: 'evidence' })
  const propose = (caseId: string) => newcomer().post(`/refund-cases/${caseId}/approval-proposal`, { amount_minor: 1_000, currency: 'CNY' })
  /** Past the training, other things are missing: none of them is the training. */
  const codesOf = async (caseId: string) => [(await refuse(caseId)).body.code, (await propose(caseId)).body.code]

  it('is a trained person\'s, until the training expires or is revoked', async () => {
    const caseId = await bench.caseWith({ pack: 'membership' })
    const untrained = await refuse(caseId)
    expect(untrained).toMatchObject({ status: 403, body: { code: 'TrainingMissing', courses: ['refund-policy'], titles: { 'zh-CN': expect.stringMatching(/培训/) } } })
    expect(await codesOf(caseId)).toEqual(['TrainingMissing', 'TrainingMissing'])
    await record()
    expect(await codesOf(caseId)).not.toContain('TrainingMissing')
    bench.forward(365 * DAY_ms)
    try {
      expect(await codesOf(caseId)).toEqual(['TrainingMissing', 'TrainingMissing'])
      expect(await courseOf('newcomer')).toMatchObject({ status: 'expired', completion_percent: 0 })
    } finally {
      bench.forward(-365 * DAY_ms)
    }
    expect(await codesOf(caseId)).not.toContain('TrainingMissing')
    expect((await as('admin').post('/training-records/revocation', { person: 'newcomer', course: 'refund-policy', reason: 'RECORD_WRONG' })).status).toBe(200)
    expect(await codesOf(caseId)).toEqual(['TrainingMissing', 'TrainingMissing'])
    expect(code(await as('admin').post('/training-records/revocation', { person: 'newcomer', course: 'refund-policy', reason: 'RECORD_WRONG' }))).toEqual([409, 'NotTrained'])
  })

  it('needs no training where the pack asks for none', async () => {
    const caseId = await bench.reviewedCase()
    expect((await newcomer().post(`/refund-cases/${caseId}/approval`, { amount_minor: 6_800, currency: 'CNY' })).status).toBe(200)
  })
})
