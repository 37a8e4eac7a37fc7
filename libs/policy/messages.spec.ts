import { describe, expect, it } from '@jest/globals'
import { contradictionsOf } from './pack-rules.js'
import { loadPolicyPacks } from './load.js'
import { inBoth, listTexts, MESSAGE_VALUES, moneyTexts, momentTexts, renderMessage, templateOf, unknownPlaceholders } from './messages.js'
import type { MessageKind, RefundPack } from './pack-schema.js'

const packs = loadPolicyPacks().all().filter((pack): pack is RefundPack => pack.kind === 'refund')
const KINDS = Object.keys(MESSAGE_VALUES) as MessageKind[]
const withTemplates = (change: (templates: RefundPack['templates']) => RefundPack['templates']): string[] =>
  contradictionsOf({ ...packs[0]!, templates: change(packs[0]!.templates) }).map(({ text }) => text)

describe('messages to customers (MB8)', () => {
  it.each(packs.flatMap((pack) => KINDS.map((kind) => [pack.id, kind, pack] as const)))('%s says %s in both languages', (_, kind, pack) => {
    const values = Object.fromEntries(MESSAGE_VALUES[kind].map((name) => [name, { en: `<${name}>`, 'zh-CN': `〈${name}〉` }]))
    const template = templateOf(pack, kind)
    const words = template && renderMessage(template, values)
    expect(words?.en).toMatch(/<order>/)
    expect(words?.['zh-CN']).toMatch(/〈order〉/)
    expect(JSON.stringify(words)).not.toMatch(/\{\{|\}\}/)
  })

  it('takes the newest version of a kind', () => {
    const [first] = packs[0]!.templates
    const newer = { ...first!, version: 9 }
    expect(templateOf({ ...packs[0]!, templates: [newer, ...packs[0]!.templates] }, first!.kind)).toBe(newer)
  })

  it.each(packs.map((pack) => [pack.id, pack] as const))('of %s are gentler to who is upset, where bad news has gentler words, and never instead of the plain ones (MB46)', (_, pack) => {
    for (const kind of ['refund-refused', 'payout-failed'] as const) {
      const [plain, gentle] = [templateOf(pack, kind)!, templateOf(pack, kind, 'GENTLE')!]
      expect([plain.tone, gentle.tone, gentle.version === plain.version]).toEqual([undefined, 'GENTLE', false])
      expect(unknownPlaceholders(gentle)).toEqual([])
      expect([...gentle.text['zh-CN'].matchAll(/\{\{\w+\}\}/g)].map(([name]) => name).sort()).toEqual([...plain.text['zh-CN'].matchAll(/\{\{\w+\}\}/g)].map(([name]) => name).sort())
    }
    expect(templateOf(pack, 'money-sent', 'GENTLE')).toBe(templateOf(pack, 'money-sent'))
    expect(contradictionsOf({ ...pack, templates: pack.templates.filter(({ kind, tone }) => kind !== 'refund-refused' || tone) })).not.toEqual([])
  })

  it('knows the names of each kind only', () => {
    expect(unknownPlaceholders({ kind: 'money-sent', text: { en: '{{amount}} {{ order }} {{dueAt}}', 'zh-CN': '{{payee}}{{dueAt}}' } })).toEqual(['dueAt', 'payee'])
    expect(() => renderMessage({ text: inBoth('{{what}}') }, {})).toThrow('{{what}}')
  })

  it('is a fault of the pack when it names what it cannot know, is missing, or stands there twice', () => {
    expect(withTemplates(([first, ...rest]) => [{ ...first!, text: inBoth('{{surprise}}') }, ...rest])).toEqual([expect.stringContaining('{{surprise}} stands for nothing')])
    expect(withTemplates((templates) => templates.filter(({ kind }) => kind !== 'refund-refused'))).toEqual([expect.stringContaining('there is no message refund-refused')])
    expect(withTemplates((templates) => [...templates, templates[0]!])).toEqual([expect.stringContaining('stands there twice')])
  })
})

describe('words', () => {
  it.each([
    [{ minor: 12_345, currency: 'CNY' }, 'CNY 123.45', '¥123.45'],
    [{ minor: 123_456_700, currency: 'CNY' }, 'CNY 1,234,567.00', '¥1,234,567.00'],
    [{ minor: 5, currency: 'GBP' }, 'GBP 0.05', 'GBP 0.05'],
  ])('for %j', (amount, en, zh) => {
    expect(moneyTexts(amount)).toEqual({ en, 'zh-CN': zh })
  })

  it('for moments, by the clocks of China', () => {
    expect(momentTexts('2026-12-31T16:05:59.999Z')).toEqual({ en: '1 January 2027, 00:05 (China time)', 'zh-CN': '2027年1月1日00:05' })
  })

  it('for several things', () => {
    expect(listTexts([inBoth('a'), inBoth('b')])).toEqual({ en: 'a, b', 'zh-CN': 'a、b' })
  })
})
