import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { evidenceKind, id, sha256 } from './fields.js'

/** A closed list, so that no free text on somebody's body stands in the log. */
export const BODY_SITES = [
  'FOREHEAD', 'EYES', 'NOSE', 'CHEEKS', 'LIPS', 'JAW', 'WHOLE_FACE', 'NECK', 'CHEST', 'ABDOMEN', 'BACK', 'ARMS', 'HANDS', 'LEGS', 'SCALP', 'OTHER',
] as const
export type BodySite = (typeof BODY_SITES)[number]

/** A file of the case. Its bytes lie in the evidence store under their SHA-256; the media type was found by content, not by name. */
export const EvidenceAttached = defineEvent({
  type: 'EvidenceAttached',
  schema: z.object({
    evidenceId: id,
    sha256,
    size_bytes: z.int().positive(),
    mediaType: id,
    kind: evidenceKind,
    /** Of a picture before or after a treatment: what it shows, so that the two can be compared. */
    bodySite: z.enum(BODY_SITES).optional(),
  }),
})
