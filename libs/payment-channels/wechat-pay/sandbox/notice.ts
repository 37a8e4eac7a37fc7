import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import type { OutgoingNotice } from '../../sandbox-kit/notice-post.js'
import type { SandboxKeys } from './keys.js'
import { newPrivateKey } from './keys.js'
import type { RefundRecord } from './ledger.js'
import { beijingTime, noticeResourceJson } from './refund-json.js'
import { signedHeaders } from './signature.js'

const REPLAYED_AFTER_MS = 600_000

/** How a notice can be sent on demand: once more, signed by a stranger, long after it was signed, changed on its way, or about another merchant's refund. */
export const noticeKinds = ['again', 'forged', 'replayed', 'tampered', 'other-merchant'] as const

export type NoticeKind = (typeof noticeKinds)[number]

let strangersKey: ReturnType<typeof newPrivateKey> | undefined

export const strangerKey = (): ReturnType<typeof newPrivateKey> => (strangersKey ??= newPrivateKey())

/** The same refund in the same status has the same notice id, however often it is sent; signature, nonce and ciphertext are new each time. */
export const makeNotice = (
  { merchant, platformPrivateKey }: SandboxKeys, url: string, record: RefundRecord, signedAt: Date, kind: NoticeKind = 'again',
): OutgoingNotice => {
  const { outRefundNo, status, changedAt } = record.refund
  const mchid = kind === 'other-merchant' ? '1900000999' : merchant.mchid
  const body = JSON.stringify({
    id: `EV-${createHash('sha256').update(`${outRefundNo} ${status}`).digest('hex').slice(0, 32)}`,
    create_time: beijingTime(changedAt),
    resource_type: 'encrypt-resource',
    event_type: `REFUND.${status}`,
    summary: '退款结果',
    resource: encrypt(merchant.apiV3Key, JSON.stringify(noticeResourceJson(mchid, record))),
  })
  const key = kind === 'forged' ? strangerKey() : platformPrivateKey
  const signed = signedHeaders(key, merchant.platformSerial, body, signedAt.getTime() - (kind === 'replayed' ? REPLAYED_AFTER_MS : 0))
  return { url, headers: { 'content-type': 'application/json', ...signed }, body: kind === 'tampered' ? body.replace(`REFUND.${status}`, 'REFUND.SUCCESS ') : body }
}

const encrypt = (apiV3Key: string, text: string): object => {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8')).setAAD(Buffer.from('refund', 'utf8'))
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
  return { algorithm: 'AEAD_AES_256_GCM', original_type: 'refund', ciphertext, associated_data: 'refund', nonce }
}
