import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { orderStreamId, parseStreamName, streamName, uuidv5 } from './ids.js'

describe('ids', () => {
  it('are those of RFC 9562: the vector of its appendix', () => {
    expect(uuidv5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
  })

  it('of an order differ between tenants and follow from any number a shop may use', () => {
    expect(orderStreamId('a', '订单/1.*> 2')).toMatch(/^[0-9a-f-]{36}$/)
    expect(orderStreamId('a', '1')).not.toBe(orderStreamId('b', '1'))
    expect(orderStreamId('a', '1')).toBe(orderStreamId('a', '1'))
  })
})

describe('stream names', () => {
  it('say category, tenant and id, and are read back', () => {
    const part = fc.stringMatching(/^[a-z0-9][a-z0-9_]{0,31}$/)
    fc.assert(fc.property(fc.stringMatching(/^[a-zA-Z]{1,20}$/), part, fc.stringMatching(/^[A-Za-z0-9.-]{1,40}$/), (category, tenant, id) => {
      expect(parseStreamName(streamName(category, tenant, id))).toEqual({ category, tenant, id })
    }))
  })

  it.each(['refundCase', 'refundCase-demo', '$ce-refundCase', 'refundCase-De mo.1', 'refundCase-.1'])('%p is none of ours', (name) => {
    expect(() => parseStreamName(name)).toThrow('not a stream of Recourse')
  })
})
