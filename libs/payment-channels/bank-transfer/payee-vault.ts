import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { canonicalJson } from '@recourse/kernel'
import type { PayeeDetails } from '../port.js'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const ID_CHARACTERS = 8

export class DoesNotOpen extends Error {
  override name = 'DoesNotOpen'
}

/** `unknown` = its digest was made with a key that is not there any more. */
export type PayeeComparison = 'same' | 'other' | 'unknown'

interface LedgerKey {
  /** Stands before its digests. */
  readonly id: string
  readonly sealing: Buffer
  readonly comparing: Buffer
}

/**
 * Keeps payees and files of payees unreadable at rest (AES-256-GCM, bound to where they belong) and comparable without being opened (HMAC-SHA-256). The first key is the
 * current one; what was sealed with another still opens.
 */
export class PayeeVault {
  readonly #keys: readonly LedgerKey[]

  /** @throws RangeError when there is no key, or one has another length than 32 bytes */
  constructor(keys: readonly Buffer[]) {
    const wrong = keys.find((key) => key.length !== KEY_BYTES)
    if (wrong || keys.length === 0) throw new RangeError(`a ledger key has ${wrong?.length ?? 0} bytes, not ${KEY_BYTES}`)
    this.#keys = keys.map(ledgerKeyFrom)
  }

  get hasOlderKeys(): boolean {
    return this.#keys.length > 1
  }

  seal(content: Uint8Array, place: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#current.sealing, nonce).setAAD(Buffer.from(place))
    return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
  }

  /** @throws DoesNotOpen when no key fits, or place or bytes do not */
  open(sealed: Buffer, place: string): Buffer {
    for (const key of this.#keys) {
      const opened = openedWith(key, sealed, place)
      if (opened) return opened
    }
    throw new DoesNotOpen('what the ledger sealed does not open: no key is the one it was sealed with, or the row was changed')
  }

  /** Whether it was sealed with the current key. */
  isCurrent(sealed: Buffer, place: string): boolean {
    return openedWith(this.#current, sealed, place) !== undefined
  }

  sealPayee(payee: PayeeDetails, outRefundNo: string): Buffer {
    return this.seal(Buffer.from(canonicalJson(payee)), payeePlace(outRefundNo))
  }

  openPayee(sealed: Buffer, outRefundNo: string): PayeeDetails {
    return JSON.parse(this.open(sealed, payeePlace(outRefundNo)).toString('utf8')) as PayeeDetails
  }

  /** The same for the same payee of the same refund, and for no other. */
  digest(payee: PayeeDetails, outRefundNo: string): string {
    return digestWith(this.#current, payee, outRefundNo)
  }

  /** Whether a digest is that of a payee. */
  compare(digest: string, payee: PayeeDetails, outRefundNo: string): PayeeComparison {
    const key = this.#keys.find(({ id }) => digest.startsWith(`${id}.`))
    if (!key) return 'unknown'
    return digestWith(key, payee, outRefundNo) === digest ? 'same' : 'other'
  }

  get #current(): LedgerKey {
    return this.#keys[0]!
  }
}

/** Where a payee is kept: bound into its seal. */
export const payeePlace = (outRefundNo: string): string => `payee/${outRefundNo}`

/** Where the bytes of a file are kept. */
export const filePlace = (fileNo: string): string => `file/${fileNo}`

const ledgerKeyFrom = (key: Buffer): LedgerKey => {
  const derived = (purpose: string): Buffer => createHmac('sha256', key).update(purpose).digest()
  return { id: derived('id').toString('hex').slice(0, ID_CHARACTERS), sealing: derived('seal'), comparing: derived('compare') }
}

const digestWith = ({ id, comparing }: LedgerKey, payee: PayeeDetails, outRefundNo: string): string =>
  `${id}.${createHmac('sha256', comparing).update(canonicalJson([outRefundNo, payee])).digest('hex')}`

const openedWith = ({ sealing }: LedgerKey, sealed: Buffer, place: string): Buffer | undefined => {
  const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, NONCE_BYTES))
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}
