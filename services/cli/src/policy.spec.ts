import { afterAll, afterEach, describe, expect, it } from '@jest/globals'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fixtureServer, recourse, type FixtureServer } from './testing.js'

const shipped = fileURLToPath(new URL('../../../libs/policy/packs/', import.meta.url))
const RETAIL = join(shipped, 'retail', '1.0.0')
const scratch = mkdtempSync(join(tmpdir(), 'recourse-policy-'))
afterAll(() => rmSync(scratch, { recursive: true }))

let copies = 0
/** A copy of the retail pack where one text of a file is replaced. */
const changed = (file: string, before: string, after: string): string => {
  const home = join(scratch, String(copies += 1))
  cpSync(RETAIL, home, { recursive: true })
  const text = readFileSync(join(home, file), 'utf8')
  if (!text.includes(before)) throw new Error(`${file} does not hold ${before}`)
  writeFileSync(join(home, file), text.replace(before, after))
  return home
}

describe('recourse policy check (LS1)', () => {
  it.each(['retail', 'food-delivery', 'membership', 'clinic-aesthetics', 'livestream-aesthetics', 'light-aesthetics-care'])('lets %s pass, with its hash', async (id) => {
    const { code, stdout } = await recourse(['policy', 'check', join(shipped, id, '1.0.0'), '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, id, version: '1.0.0', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it.each([
    ['a stage without a role (LS3)', 'pack.yaml', '    role: reviewer\n', '', 'error pack.yaml: stages.review.role: is missing; add it'],
    ['a condition that cannot be', 'review.yaml', 'withinWindow && amountWithinRest\n    verdict', 'withinWindow && mood\n    verdict', 'error review.yaml: automaticReview.0.when: Unknown variable: mood'],
  ])('tells %s with its file and place, and answers 1', async (_what, file, before, after, line) => {
    const { code, stdout } = await recourse(['policy', 'check', changed(file, before, after)])
    expect(code).toBe(1)
    expect(stdout).toContain(line)
    expect(stdout).toMatch(/\d+ errors?: the pack cannot be published\n$/)
  })

  it('tells what is unlawful with its article', async () => {
    const home = changed('texts.yaml', 'zh-CN: 请提供订单号和取消的金额。', 'zh-CN: 商品售出,概不退款。')
    const { code, stdout } = await recourse(['policy', 'check', home])
    expect(code).toBe(1)
    expect(stdout).toMatch(/error texts\.yaml: guides\.0\.text\.zh-CN: .+\(.*第.+条.*\)/)
  })

  it('says in one line what is no pack at all', async () => {
    expect(await recourse(['policy', 'check', join(scratch, 'nowhere')])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('nowhere cannot be read') })
    expect(await recourse(['policy', 'check', changed('pack.yaml', 'kind: refund', 'kind: [')])).toMatchObject({ code: 1, stderr: expect.stringContaining('pack.yaml is not well-formed YAML') })
  })
})

describe('recourse policy', () => {
  let server: FixtureServer | undefined
  afterEach(async () => {
    await server?.close()
    server = undefined
  })

  it('publishes the files of a directory', async () => {
    server = await fixtureServer(() => ({ status: 201, body: { id: 'retail', packVersion: '1.0.0', sha256: 'abc', repeated: false } }))
    const { code, stdout } = await recourse(['policy', 'publish', RETAIL], { RECOURSE_AUDIT_URL: server.url, RECOURSE_TOKEN: 'token' })
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'retail 1.0.0 is published, sha256 abc\n' })
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/policy-packs' })
    expect(Object.keys((JSON.parse(server.seen[0]!.text) as { files: object }).files)).toEqual(['pack.yaml', 'reasons.yaml', 'review.yaml', 'texts.yaml'])
  })

  it('tells two directories apart, place by place', async () => {
    const { code, stdout } = await recourse(['policy', 'diff', RETAIL, changed('pack.yaml', 'applicationWindow_days: 400', 'applicationWindow_days: 500')])
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'applicationWindow_days\n  - 400\n  + 500\n' })
    expect((await recourse(['policy', 'diff', RETAIL, RETAIL])).stdout).toBe('No difference.\n')
  })

  it('compares with a published version', async () => {
    server = await fixtureServer(() => ({ body: { content: { id: 'retail' } } }))
    const { stdout } = await recourse(['policy', 'diff', 'retail@1.0.0', 'retail@1.1.0'], { RECOURSE_AUDIT_URL: server.url, RECOURSE_TOKEN: 'token' })
    expect(stdout).toBe('No difference.\n')
    expect(server.seen.map(({ path }) => path)).toEqual(['/policy-packs/retail/versions/1.0.0', '/policy-packs/retail/versions/1.1.0'])
  })
})
