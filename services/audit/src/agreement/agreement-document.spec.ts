import { describe, expect, it } from '@jest/globals'
import { money, sha256 } from '@recourse/kernel'
import { AgreementNotReproducible, documentOf } from './agreement-document.js'
import { renderAgreement } from './render-agreement.js'

const words = (en: string) => ({ en, 'zh-CN': en })
const TERMS = {
  offerNo: 1, caseId: '3f0a9c1e-7b1d-5e5f-8a55-0d1c5e2b7a90', orderId: 'A-1', customer: 'c', operator: words('Shop'), pack: { id: 'p', version: '1.0.0' },
  amount: money(100, 'CNY'), way: 'ORIGINAL', payBy: '2026-11-27T15:59:59.999Z', agreedAt: '2026-11-22T08:00:00.000Z', clauses: [{ id: 'c', version: 1, text: words('clause') }],
}

describe('the document of a drafted agreement', () => {
  it('is the one that was drafted', () => {
    const document = renderAgreement(TERMS)
    expect(documentOf({ ...TERMS, templateVersion: 1, documentSha256: sha256(document) })).toEqual(document)
  })

  it('is rendered once for all who read it, and the oldest makes room', () => {
    const drafted = (offerNo: number) => {
      const terms = { ...TERMS, offerNo }
      return { ...terms, templateVersion: 1, documentSha256: sha256(renderAgreement(terms)) }
    }
    const first = documentOf(drafted(1))
    expect(documentOf(drafted(1))).toBe(first)
    for (let offerNo = 2; offerNo <= 18; offerNo += 1) documentOf(drafted(offerNo))
    expect(documentOf(drafted(1))).not.toBe(first)
    expect(documentOf(drafted(1))).toEqual(first)
  })

  it('is not shown when it comes out otherwise than it was drafted (MC10)', () => {
    expect(() => documentOf({ ...TERMS, templateVersion: 7, documentSha256: 'a'.repeat(64) })).toThrow(AgreementNotReproducible)
  })
})
