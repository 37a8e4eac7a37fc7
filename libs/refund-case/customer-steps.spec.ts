import { describe, expect, it } from '@jest/globals'
import { CUSTOMER_STEPS, customerSteps } from './customer-steps.js'
import { STAGES } from './phases.js'
import { closedPaid, closedRefused, command, inAppeal, inDecision, inPayout, inReceipt, inReview, inSettlement, newCase, requestRefund, stateOf } from './testing.js'

describe('the five steps of a customer', () => {
  it('are five however many stages a case goes through, and have fixed labels in Chinese and English (LS7, LS8)', () => {
    expect(STAGES.length).toBeGreaterThan(CUSTOMER_STEPS.length)
    expect(CUSTOMER_STEPS.map((step) => step['zh-CN'])).toEqual(['提交申请', '上传凭证', '等待审核', '确认退款', '退款到账'])
    expect(CUSTOMER_STEPS.map(({ en }) => en)).toEqual(['Submit the request', 'Upload evidence', 'Wait for review', 'Refund confirmed', 'Money arrived'])
  })

  it.each([
    ['intake', () => newCase().given(requestRefund({ reason: 'QUALITY' })), 'done current upcoming upcoming upcoming'],
    ['review', inReview, 'done done current upcoming upcoming'],
    ['settlement', inSettlement, 'done done done current upcoming'],
    ['decision', inDecision, 'done done done current upcoming'],
    ['appeal', inAppeal, 'done done done current upcoming'],
    ['payout', inPayout, 'done done done done current'],
    ['receipt', inReceipt, 'done done done done current'],
    ['closed as paid', closedPaid, 'done done done done done'],
    ['closed as refused', closedRefused, 'done done done skipped skipped'],
    ['withdrawn in intake', () => newCase().given(requestRefund({ reason: 'QUALITY' }), command('WithdrawRefund', {})), 'done skipped skipped skipped skipped'],
  ])('in %s are these (LS7)', (_, given, expected) => {
    expect(customerSteps(stateOf(given())).map(({ status }) => status).join(' ')).toBe(expected)
  })
})
