import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Client } from '@recourse/test-support/client'
import { eventually } from '@recourse/test-support'
import { runCli } from '../../services/cli/src/cli.js'
import { House } from './house.js'

const DAY_ms = 86_400_000
const GUIDE = fileURLToPath(new URL('../../docs/policy-packs.md', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'recourse-sixth-pack-'))

/** What a newcomer does: copies each YAML block of the guide into the file that its first line names. */
const copyFromGuide = (): void => {
  for (const [, name, text] of readFileSync(GUIDE, 'utf8').matchAll(/```yaml\n# ([a-z]+\.yaml)\n(.*?)```/gs)) writeFileSync(join(folder, name!), text!)
}

let house: House
beforeAll(async () => {
  house = await House.start('2026-12-20T02:00:00.000Z')
  copyFromGuide()
}, 60_000)
afterAll(async () => {
  await house?.stop()
  rmSync(folder, { recursive: true })
}, 120_000)

const as = async (role: string, sub = `${role}-x`): Promise<Client> => new Client(house.urls, await house.token(sub, role))

const recourse = async (...argv: string[]): Promise<{ code: number; text: string }> => {
  let text = ''
  const stream = { write: (part: string) => void (text += part) }
  const env = { RECOURSE_AUDIT_URL: house.urls.audit, RECOURSE_TOKEN: await house.token('admin-x', 'admin') }
  return { code: await runCli(argv, { env, folders: [], version: '0', stdout: stream, stderr: stream }), text }
}

const order = async (orderId: string): Promise<void> => {
  const placedAt = house.now
  await (await as('importer')).post('intake', '/orders', {
    orderId, placedAt, customerId: 'lin', paid_minor: 360_000, currency: 'CNY', paymentLegs: [{ channel: 'sandbox', reference: `pay-${orderId}`, amount_minor: 360_000 }],
  })
  await (await as('importer')).post('intake', `/orders/${orderId}/delivery`, { status: 'PENDING', at: placedAt })
}

const open = async (orderId: string, reason: string) =>
  (await as('customer', 'lin')).post('intake', '/refund-cases', { orderId, pack: 'language-school', reason, amount_minor: 360_000, currency: 'CNY' })

const outcomeOf = async (caseId: string) => (await as('auditor')).get('audit', `/refund-cases/${caseId}/state`)

describe('a sixth pack made from the guide alone, without code (LS1, MB30)', () => {
  it('passes the check and is published', async () => {
    expect(await recourse('policy', 'check', folder)).toEqual({ code: 0, text: 'ok: the pack can be published\n' })
    expect(await recourse('policy', 'publish', folder)).toMatchObject({ code: 0, text: expect.stringMatching(/^language-school 1\.0\.0 is published, sha256 [0-9a-f]{64}\n$/) })
    expect(await recourse('policy', 'publish', folder)).toMatchObject({ code: 0, text: expect.stringContaining('was already published') })
  }, 30_000)

  it('is in force for its own tenant from its day on, and not before', async () => {
    const anybody = new Client(house.urls, undefined)
    await expect(anybody.get('intake', '/packs/language-school?tenant=demo')).rejects.toMatchObject({ status: 404 })
    house.forward(14 * DAY_ms)
    expect(await anybody.get('intake', '/packs/language-school?tenant=demo')).toMatchObject({ version: '1.0.0' })
    await expect(anybody.get('intake', '/packs/language-school?tenant=other')).rejects.toMatchObject({ status: 404 })
    await eventually('the list of packs has it', async () => (await anybody.get('intake', '/packs?tenant=demo')).items.some(({ id }: { id: string }) => id === 'language-school'))
  })

  it('shows its clauses to everybody, an industry norm apart from the law (MB41, LS16)', async () => {
    const { clauses, reviewBy } = await new Client(house.urls, undefined).get('intake', '/policies/language-school/clauses?tenant=demo')
    expect(reviewBy).toBe('2027-12-31T16:00:00.000Z')
    expect(Object.fromEntries(clauses.map(({ id, basis }: { id: string; basis: string }) => [id, basis]))).toMatchObject({ 'unused-lessons': 'NORM', payout: 'LAW', appeal: 'CONTRACT' })
  })

  it('approves by machine and pays what its rule allows', async () => {
    await order('course-1')
    const { caseId, warnings } = await open('course-1', 'FIRST_WEEK')
    expect(warnings).toEqual([])
    await eventually('the first case is paid', async () => (await outcomeOf(caseId)).state.phase === 'closed', 20_000)
    expect((await outcomeOf(caseId)).state).toMatchObject({ outcome: 'paid', pack: { id: 'language-school', version: '1.0.0' } })
  }, 40_000)

  it('is reviewed by a person and paid', async () => {
    await order('course-2')
    const { caseId } = await open('course-2', 'PERSONAL')
    await house.settled()
    const reviewer = await as('reviewer')
    for (const item of ['LESSONS_TAKEN', 'POLICY_FIT']) await reviewer.post('audit', `/refund-cases/${caseId}/findings`, { item, finding: 'CONFIRMED' })
    await reviewer.post('audit', `/refund-cases/${caseId}/approval`, { amount_minor: 240_000, currency: 'CNY' })
    await eventually('the second case is paid', async () => (await outcomeOf(caseId)).state.phase === 'closed', 20_000)
    expect((await outcomeOf(caseId)).state).toMatchObject({ outcome: 'paid' })
  }, 40_000)

  it('flags what comes after the reason\'s own window, while the pack\'s is still open (MC16)', async () => {
    await order('course-3')
    await order('course-4')
    house.forward(8 * DAY_ms)
    const [late, inTime] = [await open('course-3', 'FIRST_WEEK'), await open('course-4', 'PERSONAL')]
    expect((await outcomeOf(late.caseId)).state.late).toBe(true)
    expect((await outcomeOf(inTime.caseId)).state.late).toBe(false)
  })

  it('tells when a case is opened that the operator\'s licence has run out (MC21)', async () => {
    house.forward(731 * DAY_ms)
    await order('course-5')
    const { warnings } = await open('course-5', 'PERSONAL')
    expect(warnings).toMatchObject([{ code: 'LicenceExpired', validUntil: '2028-12-31', titles: { 'zh-CN': expect.stringContaining('民办学校办学许可证') } }])
  })
})
