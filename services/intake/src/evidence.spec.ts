import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PostgresKeyRing } from '@recourse/event-store'
import { sha256 } from '@recourse/kernel'
import { masterKeyOf } from '@recourse/platform'
import type { TestAnswer, TestClient } from '@recourse/platform/testing'
import { EVIDENCE_LIMIT_BYTES, EvidenceFiles } from './evidence-files.js'
import { code, IntakeBench } from './spec-support.js'

let bench: IntakeBench
beforeAll(async () => {
  bench = await IntakeBench.open({ consumers: false })
})
afterAll(() => bench.close())

const bytes = (hex: string, text = ''): Buffer => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(text)])
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const JPEG = bytes('ffd8ffe000104a46494600010100000100010000ffdb')

/** A picture unlike any other: whatever follows its end is not looked at. */
const picture = (text: string = randomUUID()): Buffer => Buffer.concat([PNG, Buffer.from(text)])

interface Form {
  readonly kind?: string
  readonly bodySite?: string
  readonly name?: string
  readonly field?: string
  readonly client?: TestClient
  readonly key?: string
}

const upload = (caseId: string, content: Buffer, form: Form = {}): Promise<TestAnswer> => {
  const { kind = 'other', bodySite, name = 'photo.jpg', field = 'file', client = bench.lin, key } = form
  const body = Buffer.concat([
    Buffer.from(`--b\r\ncontent-disposition: form-data; name="kind"\r\n\r\n${kind}\r\n`),
    ...(bodySite ? [Buffer.from(`--b\r\ncontent-disposition: form-data; name="bodySite"\r\n\r\n${bodySite}\r\n`)] : []),
    Buffer.from(`--b\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`),
    content, Buffer.from('\r\n--b--\r\n'),
  ])
  return client.post(`/refund-cases/${caseId}/evidence`, body, { ...(key ? { key } : {}), others: { 'content-type': 'multipart/form-data; boundary=b' } })
}

const attached = async (content = picture()): Promise<{ caseId: string; evidenceId: string; path: string }> => {
  const { caseId } = await bench.opened()
  const { body } = await upload(caseId, content)
  return { caseId, evidenceId: body.evidenceId, path: `/refund-cases/${caseId}/evidence/${body.evidenceId}` }
}

describe('upload', () => {
  it.each<[string, Buffer]>([
    ['image/jpeg', JPEG],
    ['image/png', PNG],
    ['image/webp', bytes('52494646240000005745425056503820')],
    ['image/heic', bytes('000000186674797068656963000000006d69663168656963')],
    ['application/pdf', bytes('', '%PDF-1.7\n%âãÏÓ\n')],
    ['video/mp4', bytes('00000018667479706d703432000000006d70343269736f6d')],
  ])('takes %s, as its content says (FO3)', async (mediaType, content) => {
    const { caseId } = await bench.opened()
    const answer = await upload(caseId, content, { name: 'anything.bin' })
    expect(answer).toMatchObject({
      status: 201, body: { id: caseId, repeated: false, mediaType, size_bytes: content.length, sha256: sha256(content), evidenceId: expect.any(String) },
    })
    expect(answer.headers['etag']).toBe(`"${answer.body.version}"`)
  })

  it.each<[string, Buffer, number, string]>([
    ['a text file that is called a picture', Buffer.from('not a picture at all'), 422, 'EvidenceTypeNotAllowed'],
    ['a type that is not allowed', bytes('504b0304140000000800'), 422, 'EvidenceTypeNotAllowed'],
    ['an empty file', Buffer.alloc(0), 422, 'EvidenceFileMissing'],
  ])('refuses %s', async (_, content, status, problem) => {
    const { caseId } = await bench.opened()
    expect(code(await upload(caseId, content))).toEqual([status, problem])
    expect(await bench.history(caseId)).toHaveLength(1)
  })

  it('takes 10 MB and not a byte more, and keeps nothing of the rest (FO3)', async () => {
    const { caseId } = await bench.opened()
    const full = Buffer.concat([JPEG, Buffer.alloc(EVIDENCE_LIMIT_BYTES - JPEG.length)])
    expect((await upload(caseId, full)).status).toBe(201)
    expect([413, 422]).toContain((await upload(caseId, Buffer.concat([full, Buffer.alloc(1)]))).status)
    const before = process.memoryUsage().arrayBuffers
    const huge = Buffer.concat([JPEG, Buffer.alloc(60 * 1024 * 1024)])
    expect(code(await upload(caseId, huge))).toEqual([413, 'PayloadTooLarge'])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * huge.length)
    expect(await bench.history(caseId)).toHaveLength(3)
  })

  it('refuses a kind that is none, another form field, and what is no form', async () => {
    const { caseId } = await bench.opened()
    expect(code(await upload(caseId, PNG, { kind: 'selfie' }))).toEqual([400, 'InvalidRequest'])
    expect((await upload(caseId, PNG, { field: 'picture' })).status).toBe(400)
    expect(code(await bench.lin.post(`/refund-cases/${caseId}/evidence`, { kind: 'other' }))).toEqual([422, 'EvidenceFileMissing'])
    expect(code(await bench.lin.post(`/refund-cases/${caseId}/evidence`, PNG, { others: { 'content-type': 'image/png' } }))).toEqual([
      415, 'UnsupportedMediaType',
    ])
  })

  it('is refused to whoever has nothing to do with the case, and leaves no file', async () => {
    const { caseId } = await bench.opened()
    const before = bench.evidenceFiles().length
    expect(code(await upload(caseId, picture(), { client: bench.service.as('customer', { id: 'mallory' }) }))).toEqual([404, 'NotYourCase'])
    expect(code(await upload(caseId, picture(), { client: bench.service.as('customer', { id: 'lin', tenant: 'other' }) }))).toEqual([404, 'UnknownCase'])
    expect(code(await upload(caseId, picture(), { client: bench.service.as('auditor') }))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await upload(randomUUID(), picture()))).toEqual([404, 'UnknownCase'])
    expect(code(await upload(caseId, picture(), { client: bench.service.anonymous }))).toEqual([401, 'TokenMissing'])
    expect(bench.evidenceFiles()).toHaveLength(before)
  })

  it('says which body site a picture shows, also later, of a closed list (MC4)', async () => {
    const { caseId } = await bench.opened()
    const content = picture()
    const [first, told, again] = [await upload(caseId, content, { kind: 'pre' }), await upload(caseId, content, { kind: 'pre', bodySite: 'NOSE' }), await upload(caseId, content, { kind: 'pre', bodySite: 'NOSE' })]
    expect([first.status, told.status, again.status]).toEqual([201, 201, 201])
    expect(again.body).toMatchObject({ evidenceId: told.body.evidenceId, repeated: true })
    expect((await bench.caseOf(caseId)).evidence).toMatchObject([{ id: first.body.evidenceId, kind: 'pre' }, { id: told.body.evidenceId, kind: 'pre', bodySite: 'NOSE' }])
    expect(code(await upload(caseId, content, { kind: 'pre', bodySite: '我的左脸' }))).toEqual([400, 'InvalidRequest'])
  })

  it('of the same file again is the same evidence', async () => {
    const { caseId } = await bench.opened()
    const content = picture()
    const first = await upload(caseId, content, { key: 'u' })
    expect((await upload(caseId, content, { key: 'u' })).body).toEqual({ ...first.body, repeated: true })
    expect((await upload(caseId, content)).body).toMatchObject({ evidenceId: first.body.evidenceId, repeated: true, version: first.body.version })
    expect(code(await upload(caseId, picture(), { key: 'u' }))).toEqual([422, 'IdempotencyKeyReused'])
    expect((await bench.caseOf(caseId)).evidence).toHaveLength(1)
  })

  it('of one file may prove two things', async () => {
    const { caseId } = await bench.opened()
    const content = picture()
    const ids = [await upload(caseId, content, { kind: 'purchase' }), await upload(caseId, content, { kind: 'chat' })].map(({ body }) => body.evidenceId)
    expect((await bench.caseOf(caseId)).evidence).toMatchObject([{ id: ids[0], kind: 'purchase' }, { id: ids[1], kind: 'chat' }])
  })

  it('of the last piece that was missing opens the review', async () => {
    const { caseId, progressToken } = await bench.opened()
    await upload(caseId, picture(), { kind: 'chat' })
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'intake', missingEvidence: ['other'] })
    await upload(caseId, picture(), { kind: 'other' })
    expect(await bench.caseOf(caseId)).toMatchObject({ phase: 'review', missingEvidence: [] })
    expect((await bench.service.anonymous.get(`/progress/${progressToken}`)).body).toMatchObject({ phase: 'review', expectedBy: '2026-11-22T20:00:00.000Z' })
  })

  it('is refused once the case is closed, unless it repeats what was taken before', async () => {
    const { caseId } = await bench.opened()
    const { expectedBy, ...before } = (await upload(caseId, PNG, { key: 'early' })).body
    expect(expectedBy).toBeDefined()
    await bench.lin.post(`/refund-cases/${caseId}/withdrawal`, {})
    expect(code(await upload(caseId, picture()))).toEqual([409, 'CaseClosed'])
    expect((await upload(caseId, PNG, { key: 'early' })).body).toEqual({ ...before, repeated: true })
  })
})

describe('download', () => {
  it('gives back exactly what was sent, as an attachment that no browser guesses about', async () => {
    const content = Buffer.concat([JPEG, randomBytes(50_000)])
    const { path } = await attached(content)
    const answer = await bench.lin.get(path)
    expect(answer.status).toBe(200)
    expect(answer.bytes.equals(content)).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg', etag: `"${sha256(content)}"`, 'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^attachment; /),
    })
  })

  it('finds sealed bytes on the disk, and not the content', async () => {
    await attached(picture('CANARY-IN-THE-PICTURE'))
    const files = bench.evidenceFiles()
    expect(files.filter((file) => file.endsWith('.tmp'))).toEqual([])
    for (const file of files) expect(readFileSync(file).includes('CANARY-IN-THE-PICTURE')).toBe(false)
    for (const file of files) expect(readFileSync(file).includes(PNG.subarray(0, 16))).toBe(false)
  })

  it('answers an error, never other bytes, when the file was changed (MC17)', async () => {
    const content = picture()
    const { path } = await attached(content)
    const file = bench.evidenceFiles().find((name) => name.endsWith(sha256(content)))!
    const sealed = readFileSync(file)
    chmodSync(file, 0o600)
    for (const at of [0, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[at]! ^= 1
      writeFileSync(file, changed)
      expect(code(await bench.lin.get(path))).toEqual([500, 'EvidenceDamaged'])
    }
    writeFileSync(file, sealed.subarray(0, 10))
    expect(code(await bench.lin.get(path))).toEqual([500, 'EvidenceDamaged'])
    writeFileSync(file, sealed)
    expect((await bench.history(path.split('/')[2]!)).map(({ type }) => type)).not.toContain('EvidenceDownloaded')
    expect((await bench.lin.get(path)).bytes.equals(content)).toBe(true)
  })

  it('is recorded in the case before a byte is given: by whom, which file, once a day of staff (MC17)', async () => {
    const { caseId, evidenceId, path } = await attached()
    const downloads = async () => (await bench.history(caseId)).filter(({ type }) => type === 'EvidenceDownloaded')
    const [reviewer, doctor] = [bench.service.as('reviewer', { id: 'chen' }), bench.service.as('doctor', { id: 'sun' })]
    for (const reader of [bench.lin, reviewer, reviewer, doctor, bench.lin]) expect((await reader.get(path)).status).toBe(200)
    expect((await downloads()).map(({ data, metadata: { actor } }) => [data, actor])).toEqual([
      [{ evidenceId }, { id: 'lin', role: 'customer' }], [{ evidenceId }, { id: 'chen', role: 'reviewer' }], [{ evidenceId }, { id: 'sun', role: 'doctor' }],
    ])
    expect((await bench.service.as('customer', { id: 'mallory' }).get(path)).status).toBe(404)
    expect((await bench.service.as('importer').get(path)).status).toBe(403)
    expect(await downloads()).toHaveLength(3)
    const { body } = await bench.service.as('supervisor').get(`/refund-cases/${caseId}/export`)
    expect(body.events.filter(({ type }: { type: string }) => type === 'EvidenceDownloaded')).toHaveLength(3)
  })

  it('is all that there is: a file is written once, and no door changes or deletes it (MC17)', async () => {
    const content = picture()
    const { caseId, path } = await attached(content)
    const file = bench.evidenceFiles().find((name) => name.endsWith(sha256(content)))!
    const before = [readFileSync(file), statSync(file).mode & 0o777, statSync(file).ino]
    await upload(caseId, content, { kind: 'chat' })
    expect([readFileSync(file), statSync(file).mode & 0o777, statSync(file).ino]).toEqual(before)
    expect(before[1]).toBe(0o400)
    const { paths } = (await bench.service.anonymous.get('/docs/openapi.json')).body
    const doors = Object.entries(paths).filter(([address]) => address.includes('/evidence')).flatMap(([address, methods]) => Object.keys(methods as object).map((method) => `${method} ${address}`))
    expect(doors.sort()).toEqual(['get /refund-cases/{caseId}/evidence/{evidenceId}', 'post /refund-cases/{caseId}/evidence'])
    expect((await bench.lin.get(path)).bytes.equals(content)).toBe(true)
  })

  it('is for the customer of the case and for staff', async () => {
    const { caseId, path } = await attached()
    expect((await bench.service.as('reviewer').get(path)).status).toBe(200)
    expect(code(await bench.service.as('customer', { id: 'mallory' }).get(path))).toEqual([404, 'NotFound'])
    expect(code(await bench.service.as('reviewer', { tenant: 'other' }).get(path))).toEqual([404, 'NotFound'])
    expect(code(await bench.service.as('importer').get(path))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await bench.lin.get(`/refund-cases/${caseId}/evidence/${randomUUID()}`))).toEqual([404, 'NotFound'])
    expect(code(await bench.lin.get(path.replace(caseId, (await bench.opened()).caseId)))).toEqual([404, 'NotFound'])
  })

  it('finds nothing once the person was erased', async () => {
    const content = picture()
    await attached(content)
    const { config, pool } = bench.service.infrastructure
    const owner = { tenant: 'demo', person: 'lin' }
    const read = async (): Promise<Buffer | undefined> => {
      const keys = new PostgresKeyRing({ connectionString: config.DATABASE_URL, masterKey: masterKeyOf(config) })
      return new EvidenceFiles(process.env.EVIDENCE_DIR!, keys).read(owner, sha256(content)).finally(() => keys.close())
    }
    expect(await read()).toEqual(content)
    await pool.query('UPDATE person_key SET wrapped = NULL WHERE tenant = $1 AND person = $2', [owner.tenant, owner.person])
    expect(await read()).toBeUndefined()
  })
})
