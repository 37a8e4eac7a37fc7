import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { recourse } from '../testing.js'
import { proveRows, type ProvenRow } from './proofs.js'
import { checkoutOf, readRows } from './rows.js'
import { testTitles, type TypeScript } from './test-titles.js'

const titles = (source: string): string[] => testTitles(ts as unknown as TypeScript, 'a.spec.ts', source).map(({ line, title }) => `${line} ${title}`)

describe('titles of tests', () => {
  it('are found with their groups, however they are written', () => {
    expect(titles([
      'describe("a", () => {',
      '  it(\'b\', () => {})',
      '  it.each([1])(`c`, () => {})',
      '  describe.each`x',
      '  ${1}`("d", () => { test("e", () => {}) })',
      '})',
      'it.each(rows)(`f ${x} g`, () => {})',
    ].join('\n'))).toEqual(['1 a', '2 a › b', '3 a › c', '4 a › d', '5 a › d › e', '7 f … g'])
  })

  it('are not found in comments, in other strings, where a test is skipped, or in a group in which nothing runs', () => {
    expect(titles([
      '// it("no", () => {})', 'const text = \'it("no", () => {})\'', 'it.skip("no", () => {})', 'it.todo("no")', 'describe.skip("no", () => { it("no", () => {}) })',
      'describe("no", () => {})', 'xit("no", () => {})', 'describe("no", () => { it.skip("no", () => {}) })', 'submit("no", () => {})', 'it(name, () => {})',
    ].join('\n'))).toEqual([])
  })
})

describe('rows and their tests', () => {
  let checkout: string

  beforeAll(() => {
    checkout = mkdtempSync(join(tmpdir(), 'recourse-rows-'))
    for (const folder of ['docs', 'libs/a/dist', 'services', 'test']) mkdirSync(join(checkout, folder), { recursive: true })
    writeFileSync(join(checkout, 'docs/requirements.yaml'), 'rows: [{ id: LS1, scope: flow, text: one }, { id: LS11, scope: analytics, text: eleven }, { id: LS2, scope: flow, text: two }]')
    writeFileSync(join(checkout, 'libs/a/a.spec.ts'), 'describe("x (LS11)", () => { it("y (LS1, LS11)", () => {}) }) // it("LS2", () => {})')
    writeFileSync(join(checkout, 'libs/a/dist/a.spec.ts'), 'it("LS2", () => {})')
  })

  afterAll(() => rmSync(checkout, { recursive: true }))

  it('belong together by the whole id', async () => {
    const rows = await proveRows(checkout, readRows(checkoutOf(join(checkout, 'libs/a'))))
    const [inner, outer] = [{ file: 'libs/a/a.spec.ts', line: 1, title: 'x (LS11) › y (LS1, LS11)' }, { file: 'libs/a/a.spec.ts', line: 1, title: 'x (LS11)' }]
    expect(rows.map(({ id, tests }) => [id, tests])).toEqual([['LS1', [inner]], ['LS11', [outer, inner]], ['LS2', []]])
  })

  it('may not be invented', async () => {
    await expect(proveRows(checkout, readRows(checkout).slice(1))).rejects.toThrow('libs/a/a.spec.ts:1 names LS1, and there is no such row')
    expect(() => checkoutOf(tmpdir())).toThrow('run this in a checkout')
  })
})

describe('recourse requirements', () => {
  it('finds a test for every row that is in scope', async () => {
    const { code, stdout } = await recourse(['requirements', '--missing', '--json'])
    expect((JSON.parse(stdout) as { rows: ProvenRow[] }).rows.map(({ id, text }) => `${id}: ${text}`)).toEqual([])
    expect(code).toBe(0)
  })

  it('lists every row of the five documents, with file and line of what proves it', async () => {
    const { rows } = JSON.parse((await recourse(['requirements', '--json'])).stdout) as { rows: ProvenRow[] }
    const count = (family: string) => rows.filter(({ id }) => id.startsWith(family)).length
    expect(['LS', 'MC', 'AC', 'MB', 'FO'].map(count)).toEqual([22, 21, 30, 60, 27])
    const { stdout } = await recourse(['requirements', '--row', 'LS4'])
    expect(stdout).toMatch(/^LS4 +flow +The flow can be seen as a chart/)
    expect(stdout).toMatch(/libs\/flow-chart\/flow-of\.spec\.ts:\d+ {2}the chart of %s › has exactly the transitions of the decider/)
  })

  it('knows no other row', async () => {
    expect(await recourse(['requirements', '--row', 'LS99'])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no row LS99') })
  })
})
