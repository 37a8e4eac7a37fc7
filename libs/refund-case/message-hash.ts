import { hashOf, type Texts } from '@recourse/kernel'

/**
 * What stands of a message in clear: SHA-256 over the canonical JSON (RFC 8785) of `[salt, text]`. The salt is sealed beside the text: whoever may read
 * the message can prove it, and nobody can guess a short one, a telephone number say, from its hash, least of all after the person's erasure.
 */
export const messageHash = (salt: string, text: string | Texts): string => hashOf([salt, text])
