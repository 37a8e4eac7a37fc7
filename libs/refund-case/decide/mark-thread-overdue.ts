import type { Decision } from '@recourse/kernel'
import type { MarkAnswerOverdue, MarkNoticeUnread } from '../commands.js'
import { MessageAnswerOverdue, NoticeUnread } from '../events/index.js'
import type { OpenedCase } from '../state.js'

/** Once a question. */
export const markAnswerOverdue = ({ answerBy, now }: MarkAnswerOverdue, { thread: { question } }: OpenedCase): Decision =>
  question && !question.overdue && question.answerBy === answerBy && now >= answerBy ? [MessageAnswerOverdue({ messageId: question.messageIds[0]!, answerBy })] : []

/** Once, until the customer has read it or was told. */
export const markNoticeUnread = ({ readBy, now }: MarkNoticeUnread, { thread }: OpenedCase): Decision => {
  const [first] = thread.unread
  return first && thread.readBy === readBy && now >= readBy ? [NoticeUnread({ ...first, readBy })] : []
}
