import { createDecipheriv, createVerify } from 'node:crypto'
import type { ChannelNotices, Notice, NoticeEnvelope, NoticeRejection, RejectedNotice, UnrelatedNotice } from '../port.js'
import { headerOf, parseJson } from '../text.js'
import type { WechatPayKeys } from './keys.js'
import { noticeBody, noticeResource } from './wire.js'

const WINDOW_MS = 300_000
const TAG_BYTES = 16
const NONCE_BYTES = 12

/** Reads what WeChat Pay sends by itself: first the signature over the raw body, then its age, then what is encrypted in it. */
export const wechatPayNotices = (keys: WechatPayKeys): ChannelNotices => ({
  read: (envelope) => signatureFault(keys, envelope) ?? readSigned(keys, envelope.body),
  acknowledgement: { status: 204, contentType: 'text/plain', body: '' },
})

const signatureFault = ({ platformKeys }: WechatPayKeys, { headers, body, receivedAt }: NoticeEnvelope): RejectedNotice | undefined => {
  const [serial, timestamp, nonce, signature] = ['serial', 'timestamp', 'nonce', 'signature'].map((name) => headerOf(headers, `wechatpay-${name}`)) as [string, string, string, string]
  const key = platformKeys.get(serial)
  if (!key) return rejected('signature', 'signed with a key that is not known')
  const verify = createVerify('RSA-SHA256').update(`${timestamp}\n${nonce}\n`).update(body).update('\n')
  if (!verify.verify(key, signature, 'base64')) return rejected('signature', 'not signed by WeChat Pay')
  const age_ms = Math.abs(Date.parse(receivedAt) - Number(timestamp) * 1_000)
  return age_ms <= WINDOW_MS ? undefined : rejected('too-old', 'the time stamp is more than 300 s away')
}

const readSigned = ({ apiV3Key, mchid }: WechatPayKeys, body: Uint8Array): Notice | UnrelatedNotice | RejectedNotice => {
  const notice = noticeBody.safeParse(parseJson(body))
  if (!notice.success) return rejected('malformed', 'a body of another shape')
  const { id: noticeId, event_type, resource } = notice.data
  const text = decrypt(apiV3Key, resource)
  if (!text) return rejected('malformed', 'it cannot be decrypted with the APIv3 key')
  if (!event_type.startsWith('REFUND.')) return { kind: 'unrelated', noticeId }
  const refund = noticeResource.safeParse(parseJson(text))
  if (!refund.success) return rejected('malformed', 'a resource of another shape')
  if (refund.data.mchid !== mchid) return rejected('other-merchant', 'it is for another merchant number')
  return { kind: 'refund', noticeId, outRefundNo: refund.data.out_refund_no, paymentReference: refund.data.transaction_id }
}

interface Encrypted {
  readonly ciphertext: string
  readonly nonce: string
  readonly associated_data?: string | undefined
}

/** Undefined when anything of it was changed: `final` throws unless the tag holds. */
const decrypt = (apiV3Key: string, { ciphertext, nonce, associated_data = '' }: Encrypted): Buffer | undefined => {
  const sealed = Buffer.from(ciphertext, 'base64')
  if (sealed.length < TAG_BYTES || Buffer.byteLength(nonce) !== NONCE_BYTES) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8'), { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(associated_data, 'utf8')).setAuthTag(sealed.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}

const rejected = (why: NoticeRejection, detail: string): RejectedNotice => ({ kind: 'rejected', why, detail })
