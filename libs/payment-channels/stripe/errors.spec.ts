import { describe, expect, it } from '@jest/globals'
import { isChannelErrorCode } from '../error-messages.js'
import type { StripeError } from './client.js'
import { declineCodes, errorCodes, errorTypes, failureBecause, failureBehind, failureReasons } from './errors.js'

const invalid = (error: Partial<StripeError>): StripeError => ({ status: 400, type: 'invalid_request_error', replayed: false, ...error })

describe('every error of a refund says what a person has to do (LS11)', () => {
  it.each(Object.entries(errorCodes))('code %s: %s', (code, meaning) => {
    const failure = failureBehind(invalid({ code }))
    if (meaning === 'outcome-unknown') return expect(failure).toBeUndefined()
    expect(isChannelErrorCode(meaning)).toBe(true)
    expect(failure).toMatchObject({ code: meaning })
  })

  it.each(Object.entries(declineCodes))('decline code %s, whatever the code: %s', (declineCode, meaning) => {
    const failure = failureBehind(invalid({ status: 402, type: 'card_error', code: 'card_declined', declineCode }))
    if (meaning === 'outcome-unknown') return expect(failure).toBeUndefined()
    expect(failure).toMatchObject({ code: meaning })
  })

  it.each(Object.entries(errorTypes))('type %s without a code: %s', (type, meaning) => {
    const failure = failureBehind(invalid({ type }))
    if (meaning === 'outcome-unknown') return expect(failure).toBeUndefined()
    expect(failure).toMatchObject({ code: meaning })
  })

  it.each(Object.entries(failureReasons))('failure_reason %s: %s, its number is over', (reason, meaning) => {
    expect(failureBecause(reason)).toMatchObject({ code: meaning, action: 'final' })
  })

  it('the failure reasons are those of the API', () => {
    expect(Object.keys(failureReasons).sort()).toEqual([
      'charge_for_pending_refund_disputed', 'declined', 'expired_or_canceled_card', 'insufficient_funds', 'lost_or_stolen_card', 'merchant_request', 'unknown',
    ])
  })
})

it.each<[Partial<StripeError>, string]>([
  [{ status: 401 }, 'KEY_REJECTED'],
  [{ status: 403 }, 'MERCHANT_NOT_PERMITTED'],
  [{ status: 429 }, 'CHANNEL_BUSY'],
  [{ param: 'amount' }, 'AMOUNT_ABOVE_PAID'],
])('an error without a code is read by its status or parameter: %j', (error, code) => {
  expect(failureBehind(invalid(error))).toMatchObject({ code })
})

it('a code that nobody knows never opens a new refund number', () => {
  for (const code of ['something_new', 'constructor', '__proto__']) expect(failureBehind(invalid({ code }))).toMatchObject({ code, action: 'retry' })
  expect(failureBehind(invalid({}))).toMatchObject({ code: 'invalid_request_error', action: 'retry' })
  expect(failureBehind(invalid({ status: 418, type: undefined }))).toMatchObject({ code: 'HTTP_418', action: 'retry' })
})

it('a refund that failed for a reason nobody knows is over all the same: Stripe never brings it back to life', () => {
  for (const reason of ['something_new', '__proto__']) expect(failureBecause(reason)).toMatchObject({ code: 'REFUND_FAILED', action: 'final' })
})

it('while another request under the same key is carried out, nobody knows the outcome', () => {
  expect(failureBehind(invalid({ status: 409 }))).toBeUndefined()
})
