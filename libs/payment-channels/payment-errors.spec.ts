import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { alipayErrors, failureBehind as alipayFailure, gatewayErrors } from './alipay/errors.js'
import { refusals as alipayRefusals } from './alipay/sandbox/refusals.js'
import { bankCodes } from './bank-transfer/errors.js'
import { channelErrors, failureOf, isChannelErrorCode, type ChannelErrorCode } from './error-messages.js'
import type { Failure } from './port.js'
import { declineCodes, errorCodes, errorTypes, failureBehind as stripeFailure, failureReasons } from './stripe/errors.js'
import { refusals as stripeRefusals } from './stripe/sandbox/refusals.js'
import { brokenRules, failureBehind as wechatFailure, payeeFaults, wechatErrors } from './wechat-pay/errors.js'
import { refusals as wechatRefusals } from './wechat-pay/sandbox/refusals.js'

type Meanings = Readonly<Record<string, string>>

interface Source {
  readonly channel: string
  readonly where: string
  readonly meanings: Meanings
}

const UNKNOWN = 'outcome-unknown'
const BY_MESSAGE = 'by-message'

const statuses = (meanings: Readonly<Record<string, ChannelErrorCode>>): Meanings => meanings

const byPattern = (rules: readonly (readonly [RegExp, ChannelErrorCode])[]): Meanings => Object.fromEntries(rules.map(([{ source }, code]) => [source, code]))

/** Every place in which a channel says why a refund failed. */
const sources: readonly Source[] = [
  { channel: 'WeChat Pay', where: '`code`', meanings: wechatErrors },
  { channel: 'WeChat Pay', where: 'message of INVALID_REQUEST matches', meanings: byPattern(brokenRules) },
  { channel: 'WeChat Pay', where: 'message of an abnormal refund matches', meanings: byPattern(payeeFaults) },
  { channel: 'WeChat Pay', where: '`status`', meanings: statuses({ CLOSED: 'REFUND_CLOSED', ABNORMAL: 'PAYEE_UNREACHABLE' }) },
  { channel: 'Alipay', where: '`sub_code`', meanings: alipayErrors },
  { channel: 'Alipay', where: '`code`, with a `sub_code` that is not known', meanings: gatewayErrors },
  { channel: 'Alipay', where: '`refund_status`', meanings: statuses({ REFUND_FAIL: 'REFUND_CLOSED' }) },
  { channel: 'Stripe', where: '`failure_reason` of a failed refund', meanings: failureReasons },
  { channel: 'Stripe', where: '`status`', meanings: statuses({ canceled: 'REFUND_CANCELED' }) },
  { channel: 'Stripe', where: '`code`', meanings: errorCodes },
  { channel: 'Stripe', where: '`decline_code`', meanings: declineCodes },
  { channel: 'Stripe', where: '`type`, without a `code`', meanings: errorTypes },
  { channel: 'Bank transfer', where: 'code in the return file', meanings: bankCodes },
]

const rows = sources.flatMap(({ channel, where, meanings }) => Object.entries(meanings).map(([code, meaning]) => [channel, where, code, meaning] as const))

describe('every documented error code of every channel is a sentence that a person can act on (LS11)', () => {
  it.each(rows)('%s, %s %s: %s', (_channel, _where, _code, meaning) => {
    if (meaning === UNKNOWN || meaning === BY_MESSAGE) return
    expect(isChannelErrorCode(meaning)).toBe(true)
    const { action, message } = failureOf(meaning)
    expect(['correctable', 'retry', 'final']).toContain(action)
    expect(message.en).toMatch(/^[A-Z].{20,}$/)
    expect(message['zh-CN']).toMatch(/\p{Script=Han}{6}/u)
  })

  it('a code that leaves the sentence to the message has messages', () => {
    expect(rows.filter(([, , , meaning]) => meaning === BY_MESSAGE).map(([channel]) => channel)).toEqual(['WeChat Pay'])
    expect(brokenRules.length).toBeGreaterThan(0)
  })
})

/** What a refund can be refused with; of statements, no person reads why. */
const ofSandboxes: readonly (readonly [name: string, failure: Failure | undefined])[] = [
  ...Object.entries(wechatRefusals).filter(([, { code }]) => !code.includes('STATEMENT')).map(([name, refusal]) => [`WeChat Pay, ${name}`, wechatFailure(refusal)] as const),
  ...Object.entries(alipayRefusals).filter(([name]) => name !== 'noBill').map(([name, refusal]) => [`Alipay, ${name}`, alipayFailure(refusal)] as const),
  ...Object.entries(stripeRefusals).filter(([name]) => name !== 'path').map(([name, { status, error }]) => [`Stripe, ${name}`, stripeFailure({ ...error, status, replayed: false })] as const),
]

it.each(ofSandboxes)('whatever a sandbox refuses has a sentence, or the channel is asked: %s (LS11)', (_name, failure) => {
  if (failure) expect(isChannelErrorCode(failure.code)).toBe(true)
})

describe('a Chinese sentence', () => {
  it.each(Object.entries(channelErrors))('of %s is whole, in simplified characters, and says what to do', (_code, { action, 'zh-CN': zh }) => {
    expect(zh).not.toMatch(/[，。！？]|[.,]$|\s/)
    expect(zh).not.toMatch(/[帳戶銀號請額貨與檢]/)
    if (action !== 'retry') expect(zh).toMatch(/请|须|必须/)
  })

  it('is used for one code only', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const sentences = Object.values(channelErrors).map((error) => error[language])
      expect(new Set(sentences).size).toBe(sentences.length)
    }
  })
})

const path = new URL('../../docs/payment-errors.md', import.meta.url)

const cell = (text: string): string => text.replaceAll('|', '\\|')

const table = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...lines].map((line) => `| ${line.map(cell).join(' | ')} |`).join('\n')

const meaningCell = (meaning: string): string => {
  if (meaning === UNKNOWN) return 'not known: the channel is asked'
  return meaning === BY_MESSAGE ? 'by its message, else REFUSED_BY_RULE' : `${meaning} (${failureOf(meaning).action})`
}

const channelSection = (channel: string): string => {
  const parts = sources.filter((source) => source.channel === channel)
  return [`## ${channel}`, ...parts.map(({ where, meanings }) =>
    table([where, 'what it means here'], Object.entries(meanings).map(([code, meaning]) => [`\`${code}\``, meaningCell(meaning)])))].join('\n\n')
}

const page = (): string => `# Why a refund failed

Every error code of every payment channel, and what it means to a person. Made from the code by \`UPDATE_GOLDEN=1\` and \`libs/payment-channels/payment-errors.spec.ts\`, which fails when the two differ.

- **correctable**: the payee's details are corrected, a second person checks them, and the same number is sent again.
- **retry**: nothing is wrong with the refund; the same number is sent again by itself.
- **final**: this number is over. Only then can a new number, or another way of payment, be opened.

A code that nobody has mapped is shown as it is and is a retry: under the same number money cannot leave twice.

## What a person reads

${table(['code', 'action', 'English', '中文'], Object.entries(channelErrors).map(([code, { action, en, 'zh-CN': zh }]) => [code, action, en, zh]))}

${[...new Set(sources.map(({ channel }) => channel))].map(channelSection).join('\n\n')}
`

it('docs/payment-errors.md lists every code with its sentences (LS11)', () => {
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, page())
  expect(readFileSync(path, 'utf8')).toBe(page())
})
