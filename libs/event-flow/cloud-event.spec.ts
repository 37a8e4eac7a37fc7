import { describe, expect, it } from '@jest/globals'
import { sha256 } from '@recourse/kernel'
import { fromMessage, percentEncode, partitionOf, snakeCase, subjectOf, toMessage } from './cloud-event.js'

describe('CloudEvents on NATS', () => {
  it('encodes header values as the example of the binding does', () => {
    expect(percentEncode('Euro € 😀')).toBe('Euro%20%E2%82%AC%20%F0%9F%98%80')
    expect(percentEncode('"100%"')).toBe('%22100%25%22')
  })

  it.each([['RefundApproved', 'refund_approved'], ['refundCase', 'refund_case'], ['PolicyPackURLChanged', 'policy_pack_url_changed']])('writes %s as %s', (name, snake) => {
    expect(snakeCase(name)).toBe(snake)
  })

  it('keeps a stream in one partition of sixteen', () => {
    const partitions = Array.from({ length: 400 }, (_, id) => partitionOf(`refundCase-demo.${id}`))
    expect(new Set(partitions).size).toBe(16)
    expect(Math.max(...partitions)).toBe(15)
    expect(subjectOf('refund.v1', 'refundCase-demo.7', 'RefundApproved')).toBe(`refund.v1.demo.refund_case.${partitionOf('refundCase-demo.7')}.7.refund_approved`)
  })

  it('gives back the event that went in', () => {
    const body = JSON.stringify({ schemaVersion: 1, metadata: { recordedAt: '2026-11-22T08:00:00.000Z', correlationId: 'ü "x" 100%' } })
    const event = { id: '1', type: 'RefundApproved', stream: 'refundCase-demo.7', version: 3, position: '0009', body, hash: sha256(body) }
    const message = toMessage(event, '0007', 'refund.v1')
    expect(fromMessage(message.headers, message.payload)).toEqual({ event, previous: '0007' })
    expect(fromMessage(message.headers, `${message.payload} `)).toBeUndefined()
    expect(fromMessage(undefined, 'foreign')).toBeUndefined()
  })
})
