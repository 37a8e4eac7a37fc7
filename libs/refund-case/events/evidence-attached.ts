import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { evidenceKind, id, sha256 } from './fields.js'

/** A file of the case. Its bytes lie in the evidence store under their SHA-256; the media type was found by content, not by name. */
export const EvidenceAttached = defineEvent({
  type: 'EvidenceAttached',
  schema: z.object({
    evidenceId: id,
    sha256,
    size_bytes: z.int().positive(),
    mediaType: id,
    kind: evidenceKind,
  }),
})
