import { describe, expect, it } from '@jest/globals'
import { channelErrors, failureOf, isPaidAnew, type ChannelErrorCode } from './error-messages.js'

describe.each(Object.keys(channelErrors) as ChannelErrorCode[])('%s', (code) => {
  const failure = failureOf(code)

  it('tells a person in both languages what to do', () => {
    expect(failure.message.en).toMatch(/^[A-Z].{20,}$/)
    expect(failure.message.en).not.toMatch(/\p{Script=Han}{3}/u)
    expect(failure.message['zh-CN']).toMatch(/\p{Script=Han}{6}/u)
  })

  it('is correctable, to be retried, or final', () => {
    expect(['correctable', 'retry', 'final']).toContain(failure.action)
    const { action, en, 'zh-CN': zh } = channelErrors[code]
    expect(failure).toEqual({ code, action, message: { en, 'zh-CN': zh } })
  })
})

it('asks to check name and card number when the name does not match', () => {
  const { action, message } = failureOf('ACCOUNT_NAME_MISMATCH')
  expect(action).toBe('correctable')
  expect(message['zh-CN']).toContain('请检查户名/银行卡号是否正确')
})

it('never lets a code that nobody knows open a new refund number', () => {
  for (const code of ['E_4711', 'constructor', '__proto__']) {
    expect(failureOf(code)).toMatchObject({ code, action: 'retry' })
    expect(isPaidAnew(code)).toBe(false)
  }
})

it('lets the same channel pay anew only after a failure that is final and says so', () => {
  for (const code of Object.keys(channelErrors).filter(isPaidAnew)) {
    expect(failureOf(code).action).toBe('final')
    expect(failureOf(code).message.en).toContain('under a new number')
  }
  expect(isPaidAnew('REFUND_CLOSED')).toBe(true)
})
