import { sha256, type EventOf } from '@recourse/kernel'
import type { AgreementDrafted } from '@recourse/refund-case'
import { renderAgreement } from './render-agreement.js'

/** This installation renders the terms otherwise than the one that drafted them: what was signed cannot be shown. */
export class AgreementNotReproducible extends Error {
  constructor(templateVersion: number, documentSha256: string) {
    super(`the agreement with SHA-256 ${documentSha256} was rendered with template version ${templateVersion}, which this installation does not reproduce`)
  }
}

/** Rendering takes a good part of a second, and whoever may read a document may ask for it as often as they like. */
const KEPT = 16
const rendered = new Map<string, Uint8Array>()

/** The document of a drafted agreement, rendered again. @throws AgreementNotReproducible when it is not, to the byte, the one that was drafted. */
export const documentOf = ({ documentSha256, templateVersion, ...terms }: EventOf<typeof AgreementDrafted>['data']): Uint8Array => {
  const known = rendered.get(documentSha256)
  if (known) return known
  const document = renderAgreement(terms)
  if (sha256(document) !== documentSha256) throw new AgreementNotReproducible(templateVersion, documentSha256)
  if (rendered.size >= KEPT) rendered.delete(rendered.keys().next().value!)
  rendered.set(documentSha256, document)
  return document
}
