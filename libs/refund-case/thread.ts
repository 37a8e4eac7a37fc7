import type { EventOf, Instant } from '@recourse/kernel'
import type { MessageKind } from '@recourse/policy'
import type { MessagePosted, MessagesRead, NoticeUnread } from './events/index.js'

/** What deciders need of the messages of a case: who waits for whom. */
export interface Thread {
  /** Ids of all messages; the place of each, from 1, is its number. */
  readonly ids: readonly string[]
  /** How many of them people wrote. */
  readonly written: number
  /** What the customer asked and nobody answered yet. */
  readonly question?: Question
  /** Last message that the customer has seen; 0 = none. */
  readonly readUpTo: number
  /** Notices that the customer has not seen, and was not told of by another channel. */
  readonly unread: readonly UnreadNotice[]
  /** Until when the first of them should be read. */
  readonly readBy?: Instant
  /** Number of the notice that somebody has to tell them of. */
  readonly contactTask?: number
}

export interface Question {
  readonly messageIds: readonly string[]
  readonly answerBy: Instant
  readonly overdue: boolean
}

export interface UnreadNotice {
  readonly messageId: string
  readonly messageNo: number
  readonly kind: MessageKind
}

export const NO_MESSAGES: Thread = { ids: [], written: 0, readUpTo: 0, unread: [] }

type Posted = EventOf<typeof MessagePosted>['data']

export const withMessage = (thread: Thread, posted: Posted): Thread => {
  const { messageId, messageNo, from, template, answers, readBy } = posted
  const longer = { ...thread, ids: [...thread.ids, messageId] }
  if (from === 'CUSTOMER') return { ...longer, written: thread.written + 1, question: withQuestion(thread.question, posted) }
  if (from === 'STAFF') return { ...longer, written: thread.written + 1, ...(answers ? { question: undefined } : {}) }
  const unread = template && isWaitedFor(template.kind) ? [...thread.unread, { messageId, messageNo, kind: template.kind }] : thread.unread
  return { ...longer, unread, ...(readBy ? { readBy } : {}) }
}

const withQuestion = (question: Question | undefined, { messageId, answerBy }: Posted): Question | undefined => {
  if (question) return { ...question, messageIds: [...question.messageIds, messageId] }
  return answerBy === undefined ? undefined : { messageIds: [messageId], answerBy, overdue: false }
}

/** Money that is on its way tells of itself; whatever else a notice says, the customer should know soon. */
export const isWaitedFor = (kind: MessageKind): boolean => kind !== 'money-sent' && kind !== 'receipt-asked'

export const withRead = (thread: Thread, { upTo, readBy }: EventOf<typeof MessagesRead>['data']): Thread => {
  const stands = thread.contactTask !== undefined && thread.contactTask > upTo
  return { ...thread, readUpTo: upTo, unread: thread.unread.filter(({ messageNo }) => messageNo > upTo), readBy, contactTask: stands ? thread.contactTask : undefined }
}

export const withAnswerOverdue = (thread: Thread): Thread => (thread.question ? { ...thread, question: { ...thread.question, overdue: true } } : thread)

export const withNoticeUnread = (thread: Thread, { messageNo }: EventOf<typeof NoticeUnread>['data']): Thread => ({ ...thread, readBy: undefined, contactTask: messageNo })

/** Somebody has spoken with the customer: they know. */
export const withCustomerReached = (thread: Thread): Thread => ({ ...thread, unread: [], readBy: undefined, contactTask: undefined })

/** Nobody can be answered or told any more. */
export const withCustomerErased = (thread: Thread): Thread => ({ ...withCustomerReached(thread), question: undefined })
