import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { SignedLinks } from './signed-links.js'

describe('signed links', () => {
  const links = new SignedLinks(randomBytes(32), 'progress')

  it('open what they were made for', () => {
    expect(links.open(links.tokenFor({ tenant: 'demo', id: 'case.1' }))).toEqual({ tenant: 'demo', id: 'case.1' })
  })

  it('do not open with another key or for another purpose', () => {
    const key = randomBytes(32)
    const token = new SignedLinks(key, 'progress').tokenFor({ tenant: 'demo', id: '1' })
    expect(links.open(token)).toBeUndefined()
    expect(new SignedLinks(key, 'survey').open(token)).toBeUndefined()
  })

  it('do not open when any character is changed, and never throw', () => {
    const token = links.tokenFor({ tenant: 'demo', id: 'b2f1' })
    fc.assert(fc.property(fc.nat(token.length - 2), fc.constantFrom('A', 'b', '7', '_', '.'), (at, character) => {
      const changed = token.slice(0, at) + character + token.slice(at + 1)
      fc.pre(changed !== token)
      expect(links.open(changed)).toBeUndefined()
    }))
    fc.assert(fc.property(fc.string(), (text) => {
      expect(links.open(text)).toBeUndefined()
    }))
  })
})
