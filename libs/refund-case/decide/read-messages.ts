import type { Decision } from '@recourse/kernel'
import { dueAt } from '@recourse/policy'
import type { ReadMessages } from '../commands.js'
import { MessagesRead } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import type { Rules } from './stage-opening.js'

/** Recorded when the customer has seen more than before. */
export const readMessages = ({ upTo, now }: ReadMessages, { thread }: OpenedCase, { pack, calendar }: Rules): Decision => {
  if (upTo > thread.ids.length) return refuse('UnknownMessage', { upTo, messages: thread.ids.length })
  if (upTo <= thread.readUpTo) return []
  const left = thread.unread.some(({ messageNo }) => messageNo > upTo)
  return [MessagesRead({ upTo, ...(left ? { readBy: dueAt(pack.answerWithin, now, calendar).dueAt } : {}) })]
}
