import { expect, it } from '@jest/globals'
import { AddressLimit } from './address-limit.js'

it('lets one address send so many notices a second, and another its own', () => {
  let now_ms = 0
  const limit = new AddressLimit({ elapsed_ms: () => now_ms })
  const admitted = (address: string) => Array.from({ length: 50 }, () => limit.admits(address)).filter(Boolean).length
  expect([admitted('192.0.2.1'), admitted('192.0.2.2')]).toEqual([10, 10])
  now_ms += 50
  expect(admitted('192.0.2.1')).toBe(5)
})

it('forgets the address that was silent for longest, so that it never grows without bounds', () => {
  const limit = new AddressLimit({ elapsed_ms: () => 0 })
  while (limit.admits('192.0.2.1'));
  for (let n = 0; n < 10_000; n += 1) limit.admits(`2001:db8::${n}`)
  expect(limit.admits('192.0.2.1')).toBe(true)
})
