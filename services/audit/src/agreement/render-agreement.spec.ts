import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { money, sha256 } from '@recourse/kernel'
import type { AgreementTerms } from '@recourse/refund-case'
import { renderAgreement } from './render-agreement.js'

const TERMS: AgreementTerms = {
  offerNo: 3, caseId: '3f0a9c1e-7b1d-5e5f-8a55-0d1c5e2b7a90', orderId: 'A-20261122-7', customer: 'c-7f3a',
  operator: { en: 'Example Aesthetics Clinic (demo)', 'zh-CN': '示例医疗美容门诊部（演示）' }, pack: { id: 'clinic-aesthetics', version: '1.0.0' },
  amount: money(1_234_567, 'CNY'), way: 'ORIGINAL', payBy: '2026-11-27T15:59:59.999Z', agreedAt: '2026-11-22T18:30:00.000Z',
  clauses: [{ id: 'payout', version: 2, text: { en: 'The agreed sum is paid in one transfer.', 'zh-CN': '按约定方式一次性支付约定金额。' } }],
}
const REMEDY: AgreementTerms['remedy'] = { kind: 'TOP_UP', title: { en: 'A corrective treatment', 'zh-CN': '补打或补充治疗' } }

const hexIn = (text: string): string[] => [...text.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => hex!)
const character = (code: string): string => String.fromCharCode(parseInt(code, 16))

/** The text of a document as a reader of PDF gets it: the codes of its glyphs through the font's own table of characters. */
const textOf = (pdf: Uint8Array): string => {
  const source = Buffer.from(pdf).toString('latin1')
  const table = /beginbfrange\n([\s\S]*?)endbfrange/.exec(source)![1]!
  const rows = [...table.matchAll(/\[([^\]]*)\]/g)].flatMap(([, row]) => hexIn(row!))
  const lineOf = (shown: string): string => hexIn(shown).flatMap((glyphs) => glyphs.match(/.{4}/g)!).map((glyph) => character(rows[parseInt(glyph, 16)]!)).join('')
  return [...source.matchAll(/\[(.*?)\] TJ/g)].map(([, shown]) => lineOf(shown!)).join('\n')
}

/** Another process, on another continent, whose clock stands in 1970. */
const elsewhere = `
  class StoppedDate extends Date { constructor(...given) { super(...(given.length > 0 ? given : [0])) } static now() { return 0 } }
  globalThis.Date = StoppedDate
  const { renderAgreement } = await import(process.argv[1])
  const { createHash } = await import('node:crypto')
  process.stdout.write(createHash('sha256').update(renderAgreement(JSON.parse(process.argv[2]))).digest('hex'))`
const compiled = fileURLToPath(new URL('../../dist/agreement/render-agreement.js', import.meta.url))

describe('the agreement as PDF', () => {
  it('says amount, way and time, in figures and in capitals, with a place for both to sign (MC9, MC10)', () => {
    const text = textOf(renderAgreement({ ...TERMS, remedy: REMEDY }))
    for (const words of [
      '退款协议', '协议编号：3f0a9c1e-7b1d-5e5f-8a55-0d1c5e2b7a90/3', '甲方（退款申请人）：客户编号 c-7f3a', '乙方（经营者）：示例医疗美容门诊部（演示）', '订单编号：A-20261122-7',
      '2026年11月23日02:30（北京时间）', '12,345.67 元（大写：人民币壹万贰仟叁佰肆拾伍元陆角柒分）。', '原支付渠道退回', '不晚于2026年11月27日23:59（北京时间）一次性付清',
      '补打或补充治疗。', '1. 按约定方式一次性支付约定金额。（条款 payout，第 2 版）', '甲方（签字）：', '乙方（签字或盖章）：',
      'Refund agreement', '12,345.67 CNY.', 'In one sum by 2026-11-27 23:59 (Beijing time).', 'A corrective treatment.', 'Party B (signature or seal):', '第 1 页 / 共',
    ]) expect(text).toContain(words)
  })

  it('says so when no money is paid', () => {
    const { payBy, ...terms } = TERMS
    const text = textOf(renderAgreement({ ...terms, amount: money(0, 'CNY'), remedy: REMEDY }))
    expect(text).toContain('本协议不涉及退款金额。')
    expect(text).not.toContain('大写')
  })

  it('is the same to the byte for the same terms, here and in another process, time zone and year (MC10)', () => {
    const here = sha256(renderAgreement(TERMS))
    expect(sha256(renderAgreement(structuredClone(TERMS)))).toBe(here)
    const there = execFileSync(process.execPath, ['--input-type=module', '-e', elsewhere, compiled, JSON.stringify(TERMS)], {
      encoding: 'utf8', env: { PATH: process.env['PATH'], TZ: 'America/St_Johns', LANG: 'C' },
    })
    expect(there).toBe(here)
  })

  it('is the same as ever: whoever changes it raises TEMPLATE_VERSION', () => {
    expect(sha256(renderAgreement(TERMS))).toBe('af0ff3a774d895a0fac518aeade940c98a6de62593a2b0291b602cbe0479f6d9')
  })

  it.each<[string, Partial<AgreementTerms>]>([
    ['amount', { amount: money(1_234_566, 'CNY') }], ['way', { way: 'BANK_TRANSFER' }], ['time', { payBy: '2026-11-28T15:59:59.999Z' }], ['remedy', { remedy: REMEDY }],
  ])('is another one when the %s is another (MC10)', (_, change) => {
    expect(sha256(renderAgreement({ ...TERMS, ...change }))).not.toBe(sha256(renderAgreement(TERMS)))
  })

  it('takes no more pages than it says, however long its clauses are', () => {
    const clauses = Array.from({ length: 30 }, (_, index) => ({ id: `c-${index}`, version: 1, text: { en: 'word '.repeat(100), 'zh-CN': '条款内容'.repeat(100) } }))
    const pdf = renderAgreement({ ...TERMS, clauses })
    const pages = Buffer.from(pdf).toString('latin1').match(/\/Type \/Page\n/g)!.length
    expect(textOf(pdf)).toContain(`第 ${pages} 页 / 共 ${pages} 页`)
  })
})
