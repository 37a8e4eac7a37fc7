import { createHash } from 'node:crypto'
import type { ChannelNotices, Notice, NoticeEnvelope, NoticeRejection, RejectedNotice } from '../port.js'
import { headerOf, parseJson } from '../text.js'
import { isFresh, sameSignature, SIGNATURE_HEADER, signNotice, TIMESTAMP_HEADER, timestampOf } from './signature.js'
import { noticeBody, type NoticeBody } from './wire.js'

/** The same refund in the same state makes the same notice, however often it is sent. */
export const makeNotice = (
  secret: string, { outRefundNo, paymentReference, status }: { outRefundNo: string; paymentReference: string; status: string },
): { headers: Record<string, string>; body: string } => {
  const noticeId = createHash('sha256').update(`${outRefundNo} ${status}`).digest('hex').slice(0, 32)
  const body = JSON.stringify({ noticeId, outRefundNo, paymentReference } satisfies NoticeBody)
  const timestamp = timestampOf(Date.now())
  return { body, headers: { 'content-type': 'application/json', [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: signNotice(secret, timestamp, body) } }
}

/** Reads what the sandbox sends by itself. */
export const sandboxNotices = (secret: string): ChannelNotices => ({
  read: (envelope) => readNotice(secret, envelope),
  acknowledgement: { status: 204, contentType: 'text/plain', body: '' },
})

const readNotice = (secret: string, { headers, body, receivedAt }: NoticeEnvelope): Notice | RejectedNotice => {
  const timestamp = headerOf(headers, TIMESTAMP_HEADER)
  if (!sameSignature(headerOf(headers, SIGNATURE_HEADER), signNotice(secret, timestamp, body))) return rejected('signature', 'not signed by the sandbox')
  if (!isFresh(timestamp, Date.parse(receivedAt))) return rejected('too-old', 'the time stamp is more than 300 s away')
  const notice = noticeBody.safeParse(parseJson(body))
  return notice.success ? { kind: 'refund', ...notice.data } : rejected('malformed', 'a body of another shape')
}

const rejected = (why: NoticeRejection, detail: string): RejectedNotice => ({ kind: 'rejected', why, detail })
