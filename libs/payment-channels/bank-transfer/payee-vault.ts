import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { canonicalJson } from '@recourse/kernel'
import type { PayeeDetails } from '../port.js'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Keeps payees and files of payees unreadable at rest (AES-256-GCM, bound to where they belong) and comparable without being opened (HMAC-SHA-256). */
export class PayeeVault {
  readonly #sealing: Buffer
  readonly #comparing: Buffer

  /** @throws RangeError when the key has another length than 32 bytes */
  constructor(key: Buffer) {
    if (key.length !== KEY_BYTES) throw new RangeError(`the ledger key has ${key.length} bytes, not ${KEY_BYTES}`)
    const derived = (purpose: string): Buffer => createHmac('sha256', key).update(purpose).digest()
    this.#sealing = derived('seal')
    this.#comparing = derived('compare')
  }

  seal(content: Uint8Array, place: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#sealing, nonce).setAAD(Buffer.from(place))
    return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
  }

  /** @throws Error when key, place or bytes do not fit */
  open(sealed: Buffer, place: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#sealing, sealed.subarray(0, NONCE_BYTES))
    decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-TAG_BYTES))
    try {
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
    } catch (cause) {
      throw new Error('what the ledger sealed does not open: the key is not the one it was sealed with, or the row was changed', { cause })
    }
  }

  sealPayee(payee: PayeeDetails, outRefundNo: string): Buffer {
    return this.seal(Buffer.from(canonicalJson(payee)), `payee/${outRefundNo}`)
  }

  openPayee(sealed: Buffer, outRefundNo: string): PayeeDetails {
    return JSON.parse(this.open(sealed, `payee/${outRefundNo}`).toString('utf8')) as PayeeDetails
  }

  /** The same for the same payee of the same refund, and for no other. */
  digest(payee: PayeeDetails, outRefundNo: string): string {
    return createHmac('sha256', this.#comparing).update(canonicalJson([outRefundNo, payee])).digest('hex')
  }
}
