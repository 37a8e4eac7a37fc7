import { addMilliseconds, type Instant, type Money, type Texts } from '@recourse/kernel'
import { SHANGHAI_OFFSET_ms } from './calendar.js'
import type { MessageKind, MessageTemplate, MessageTone, RefundPack } from './pack-schema.js'

/** What `{{name}}` may stand for in a message of each kind; a template that names anything else does not compile. */
export const MESSAGE_VALUES = {
  'refund-approved': ['order', 'amount', 'dueAt'],
  'refund-refused': ['order', 'reason', 'clause', 'appealRoute', 'dueAt'],
  'evidence-requested': ['order', 'missing', 'dueAt'],
  'offer-made': ['order', 'amount', 'dueAt'],
  'agreement-to-sign': ['order', 'amount'],
  'payout-failed': ['order', 'amount'],
  'money-sent': ['order', 'amount'],
  'receipt-asked': ['order', 'amount', 'dueAt'],
  'appeal-decided': ['order', 'reason', 'clause'],
} as const satisfies Readonly<Record<MessageKind, readonly string[]>>

/** The values of one kind of message, in both languages. */
export type MessageValues<Kind extends MessageKind = MessageKind> = Readonly<Record<(typeof MESSAGE_VALUES)[Kind][number], Texts>>

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Names in a template that its kind has no value for. */
export const unknownPlaceholders = ({ kind, text }: Pick<MessageTemplate, 'kind' | 'text'>): string[] => {
  const known: readonly string[] = MESSAGE_VALUES[kind]
  const named = [text.en, text['zh-CN']].flatMap((words) => [...words.matchAll(PLACEHOLDER)].map(([, name]) => name!))
  return [...new Set(named)].filter((name) => !known.includes(name))
}

/** The message in both languages. Pure. @throws Error for a placeholder without a value, which no compiled pack has. */
export const renderMessage = ({ text }: Pick<MessageTemplate, 'text'>, values: Readonly<Record<string, Texts>>): Texts => {
  const fill = (language: keyof Texts): string => text[language].replace(PLACEHOLDER, (_, name: string) => {
    const value = values[name]
    if (!value) throw new Error(`a message names {{${name}}}, which has no value`)
    return value[language]
  })
  return { en: fill('en'), 'zh-CN': fill('zh-CN') }
}

/** The newest version of a kind of message, in the tone that is asked for where the pack has it; undefined when the pack has none. */
export const templateOf = ({ templates }: RefundPack, kind: MessageKind, tone?: MessageTone): MessageTemplate | undefined => {
  const ofKind = templates.filter((template) => template.kind === kind).sort((a, b) => b.version - a.version)
  return ofKind.find((template) => template.tone === tone) ?? ofKind.find((template) => template.tone === undefined)
}

/** The same words in both languages: a number, a name. */
export const inBoth = (words: string): Texts => ({ en: words, 'zh-CN': words })

/** An amount of a currency with two decimals as customers read it: CNY 1,234.56 and ¥1,234.56. */
export const moneyTexts = ({ minor, currency }: Money): Texts => {
  const whole = String(Math.trunc(minor / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  const figures = `${whole}.${String(minor % 100).padStart(2, '0')}`
  return { en: `${currency} ${figures}`, 'zh-CN': currency === 'CNY' ? `¥${figures}` : `${currency} ${figures}` }
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** A moment by the clocks of China, to the minute. */
export const momentTexts = (instant: Instant): Texts => {
  const local = addMilliseconds(instant, SHANGHAI_OFFSET_ms)
  const [year, month, day] = local.slice(0, 10).split('-').map(Number) as [number, number, number]
  const time = local.slice(11, 16)
  return { en: `${day} ${MONTHS[month - 1]!} ${year}, ${time} (China time)`, 'zh-CN': `${year}年${month}月${day}日${time}` }
}

/** Several things in a row: a, b and 甲、乙. */
export const listTexts = (items: readonly Texts[]): Texts => ({ en: items.map(({ en }) => en).join(', '), 'zh-CN': items.map((item) => item['zh-CN']).join('、') })
