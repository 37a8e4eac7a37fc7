import { hash } from 'node:crypto'
import { canonicalJson } from './canonical-json.js'

/** SHA-256 of UTF-8 text or bytes, as 64 lower-case hex digits. */
export const sha256 = (content: string | Uint8Array): string => hash('sha256', content)

/** SHA-256 over the canonical JSON (RFC 8785) of a value: equal for equal values, whatever the order of their keys. */
export const hashOf = (value: unknown): string => sha256(canonicalJson(value))
