import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { quarantineStream, type QuarantinedEvent } from '@recourse/event-flow'
import type { Role } from '@recourse/kernel'
import { eventually } from '@recourse/test-support'
import { closeDatabase, notes, noteStream, openDatabase, poison } from '../spec-support.js'
import { startTestService, type TestAnswer, type TestService } from '../testing.js'

let service: TestService
beforeAll(async () => {
  service = await startTestService(notes)
})
afterAll(() => service.close())

const operations = () => service.as('operations')
const code = ({ status, body }: TestAnswer): [number, string] => [status, body.code]
const write = async (title: string, id: string = randomUUID()): Promise<{ id: string; position: string }> =>
  (await service.as('agent').post(`/notes/${id}`, { title })).body
const rowOf = async (id: string) => (await service.infrastructure.pool.query(`SELECT title FROM note WHERE tenant = 'demo' AND id = $1`, [id])).rows[0]

const quarantined = async (): Promise<QuarantinedEvent> => {
  const title = `poison-${randomUUID()}`
  poison.add(title)
  const { id } = await write(title)
  return eventually('it is in quarantine', async () => {
    const { items } = (await operations().get('/operations/quarantine')).body as { items: QuarantinedEvent[] }
    return items.find(({ stream }) => stream === noteStream('demo', id))
  })
}

describe('a view', () => {
  it('answers once it has seen a position, and says so when it has not', async () => {
    const { position } = await write('hello')
    expect((await service.as('agent').get(`/notes?min_position=${position}`)).status).toBe(200)
    const asleep = await startTestService(notes, { consumers: false })
    const { body } = await asleep.as('agent').post(`/notes/${randomUUID()}`, { title: 'hello' })
    const answer = await asleep.as('agent').get(`/notes?min_position=${body.position}`)
    await asleep.close()
    expect(answer).toMatchObject({ status: 503, body: { code: 'NotYetVisible' }, headers: { 'retry-after': '1' } })
  })

  it('does not wait for a position that no event has', async () => {
    expect(code(await service.as('agent').get('/notes?min_position=99999999999999999999'))).toEqual([400, 'InvalidRequest'])
  })
})

describe('consumers', () => {
  it('are listed with how far they are', async () => {
    const { id, position } = await write('seen')
    await service.handled('note', position)
    expect(await rowOf(id)).toEqual({ title: 'seen' })
    const { body } = await operations().get('/operations/consumers')
    expect(body.items).toMatchObject([{ consumer: 'note', kind: 'projection', position, behind: false, quarantined: 0, last_error: null }])
  })

  it.each<[Role, number]>([
    ['admin', 200], ['auditor', 200], ['importer', 200], ['reviewer', 403], ['customer', 403],
  ])('are shown to %s: %i', async (role, status) => {
    expect((await service.as(role).get('/operations/consumers')).status).toBe(status)
  })
})

describe('a rebuild', () => {
  it('builds the view anew, compares and switches', async () => {
    await write('kept')
    const asked = await operations().post('/operations/projections/note/rebuild')
    expect(asked).toMatchObject({ status: 202, body: { projection: 'note', status: expect.stringMatching(/requested|running/) } })
    const done = await eventually('it is over', async () => {
      const { body } = await service.as('auditor').get(`/operations/rebuilds/${asked.body.id}`)
      return ['switched', 'failed'].includes(body.status) && body
    })
    expect(done).toMatchObject({ status: 'switched', error: null, comparison: { equal: true, rows_differing: 0 } })
  })

  it('is refused for what is no view, and to whoever only looks', async () => {
    expect(code(await operations().post('/operations/projections/nothing/rebuild'))).toEqual([404, 'NotFound'])
    expect(code(await operations().get('/operations/rebuilds/nothing'))).toEqual([404, 'NotFound'])
    expect(code(await operations().get('/operations/rebuilds/999999'))).toEqual([404, 'NotFound'])
    expect(code(await service.as('auditor').post('/operations/projections/note/rebuild'))).toEqual([403, 'RoleNotPermitted'])
  })
})

describe('quarantine', () => {
  it('holds back the stream of a bad event, and no other', async () => {
    const bad = await quarantined()
    expect(bad).toMatchObject({
      consumer: 'note', tenant: 'demo', version: 1, event_type: 'NoteWritten', status: 'open', error: expect.stringContaining('cannot take'),
    })
    const other = await write('other')
    await service.handled('note', other.position)
    expect(await rowOf(other.id)).toEqual({ title: 'other' })
    expect((await operations().get('/operations/consumers')).body.items[0].quarantined).toBeGreaterThan(0)
  })

  it('is tried again when an operator says so', async () => {
    const bad = await quarantined()
    poison.clear()
    const retried = await operations().post(`/operations/quarantine/${bad.id}/retry`, undefined, { key: 'retry' })
    expect(retried).toMatchObject({ status: 200, body: { repeated: false } })
    expect((await operations().post(`/operations/quarantine/${bad.id}/retry`, undefined, { key: 'retry' })).body).toEqual({ ...retried.body, repeated: true })
    await service.handled('note', retried.body.position)
    expect(await rowOf(bad.stream.split('.')[1]!)).toMatchObject({ title: expect.stringContaining('poison') })
  })

  it('is passed by with a reason, which is recorded with its author', async () => {
    const bad = await quarantined()
    const skipped = await operations().post(`/operations/quarantine/${bad.id}/skip`, { reason: 'written by a robot' })
    expect(skipped.status).toBe(200)
    await service.handled('note', skipped.body.position)
    const [recorded] = await service.infrastructure.aggregates.history(quarantineStream('demo', bad))
    expect(recorded).toMatchObject({
      type: 'QuarantineEventSkipped', data: { reason: 'written by a robot' }, metadata: { actor: { id: 'operations', role: 'operations' } },
    })
    const next = await write('after', bad.stream.split('.')[1]!)
    await service.handled('note', next.position)
    expect(await rowOf(next.id)).toEqual({ title: 'after' })
    expect(code(await operations().post(`/operations/quarantine/${bad.id}/skip`, { reason: 'once more' }))).toEqual([409, 'AlreadySkipped'])
  })

  it('is one tenant\'s own, and for operators', async () => {
    const bad = await quarantined()
    const stranger = service.as('operations', { tenant: 'other' })
    expect((await stranger.get('/operations/quarantine')).body).toEqual({ items: [] })
    expect(code(await stranger.post(`/operations/quarantine/${bad.id}/retry`))).toEqual([404, 'NotFound'])
    expect(code(await stranger.post(`/operations/quarantine/${bad.id}/skip`, { reason: 'not mine' }))).toEqual([404, 'NotFound'])
    for (const role of ['auditor', 'reviewer', 'customer'] as const) {
      expect(code(await service.as(role).post(`/operations/quarantine/${bad.id}/retry`))).toEqual([403, 'RoleNotPermitted'])
      expect(code(await service.as(role).post(`/operations/quarantine/${bad.id}/skip`, { reason: 'may I' }))).toEqual([403, 'RoleNotPermitted'])
    }
    expect(code(await service.as('reviewer').get('/operations/quarantine'))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await operations().post(`/operations/quarantine/${bad.id}/skip`, {}))).toEqual([400, 'InvalidRequest'])
    expect(code(await operations().post(`/operations/quarantine/${bad.id}/skip`, { reason: '      ' }))).toEqual([422, 'ReasonMissing'])
    expect(code(await operations().post(`/operations/quarantine/${bad.id}/retry`, undefined, { key: null }))).toEqual([400, 'IdempotencyKeyMissing'])
    expect(code(await operations().post(`/operations/quarantine/${randomUUID()}/retry`))).toEqual([404, 'NotFound'])
  })
})

it('consumers outlive an outage of the database, and go on where they were', async () => {
  await closeDatabase(service)
  expect((await service.anonymous.get('/health/ready')).status).toBe(503)
  await openDatabase(service)
  const { id, position } = await eventually('it takes notes again', async () => {
    const { status, body } = await service.as('agent').post('/notes/after-outage', { title: 'back' }, { key: 'back' })
    return status === 200 && (body as { id: string; position: string })
  })
  await service.handled('note', position)
  expect(await rowOf(id)).toEqual({ title: 'back' })
})
