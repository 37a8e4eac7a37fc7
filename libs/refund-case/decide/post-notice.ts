import type { Decision } from '@recourse/kernel'
import { dueAt } from '@recourse/policy'
import type { PostNotice } from '../commands.js'
import { MessagePosted } from '../events/index.js'
import { messageHash } from '../message-hash.js'
import type { OpenedCase } from '../state.js'
import { isWaitedFor } from '../thread.js'
import type { Rules } from './stage-opening.js'

/** What has happened, in the words of the pack. One clock runs at a time: that of the first notice that the customer has not read. */
export const postNotice = ({ messageId, template, personal, now }: PostNotice, { thread }: OpenedCase, { pack, calendar }: Rules): Decision => {
  if (thread.ids.includes(messageId)) return []
  const readBy = thread.unread.length > 0 || !isWaitedFor(template.kind) ? {} : { readBy: dueAt(pack.answerWithin, now, calendar).dueAt }
  const { salt, text } = personal.fields
  return [MessagePosted({ messageId, messageNo: thread.ids.length + 1, from: 'SYSTEM', textSha256: messageHash(salt, text), template, ...readBy }, personal)]
}
