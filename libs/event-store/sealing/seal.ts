import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { canonicalJson, type SealedData } from '@recourse/kernel'

const additionalData = (tenant: string, stream: string, eventId: string): Buffer => Buffer.from(canonicalJson([tenant, stream, eventId]))

/** Where sealed data belongs: bound into the cipher, so that it cannot be moved to another event. */
export interface SealContext {
  readonly tenant: string
  readonly stream: string
  readonly eventId: string
}

/** AES-256-GCM with a random 12-byte nonce; the 16-byte tag stands at the end of the ciphertext. */
export const seal = (key: Buffer, person: string, fields: unknown, context: SealContext): SealedData => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(additionalData(context.tenant, context.stream, context.eventId))
  const ciphertext = Buffer.concat([cipher.update(canonicalJson(fields), 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { person, nonce: nonce.toString('base64'), ciphertext: ciphertext.toString('base64') }
}

/** @throws Error when key, place or bytes do not fit. */
export const unseal = (key: Buffer, sealed: SealedData, context: SealContext): Record<string, unknown> => {
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'))
  decipher.setAAD(additionalData(context.tenant, context.stream, context.eventId))
  decipher.setAuthTag(bytes.subarray(-16))
  const clear = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()])
  return JSON.parse(clear.toString('utf8')) as Record<string, unknown>
}
