import { expect, it } from '@jest/globals'
import { messageOf } from './causes.js'

const CODES = ['ACCOUNT_NAME_MISMATCH', 'PAYEE_MISSING', 'CHANNEL_NOT_AVAILABLE', 'CHANNEL_NOT_FOR_TENANT', 'EARLIER_NUMBER_ALIVE', 'EARLIER_NUMBER_PAID', 'GIVEN_UP', 'SPACING', 'QUOTA', 'CIRCUIT_OPEN', 'CHANNEL_STOPPED', 'BATCH', 'timeout', 'pending', 'SOMETHING_NEW', 'constructor']

it.each(CODES)('%s is a sentence in both languages', (code) => {
  const { en, 'zh-CN': zh } = messageOf(code)
  expect(en).toMatch(/^[A-Z].{10,}/)
  expect(zh).toMatch(/\p{Script=Han}{4,}/u)
})
