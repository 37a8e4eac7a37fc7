import type { Decision } from '@recourse/kernel'
import { dueAt } from '@recourse/policy'
import type { PostMessage } from '../commands.js'
import { MessagePosted } from '../events/index.js'
import { messageHash } from '../message-hash.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import type { Rules } from './stage-opening.js'

/** So that nobody can fill a case up to its limit of events. */
export const MESSAGE_LIMIT = 60
/** Beyond the limit, so that no customer can fill the thread up before anybody has answered. */
export const ANSWERS_LEFT_TO_STAFF = 10

/** In any phase, also after closing. What staff write answers everything that the customer has asked. */
export const postMessage = (command: PostMessage, state: OpenedCase, rules: Rules): Decision => {
  const { messageId, personal, now } = command
  const { ids, written, question } = state.thread
  if (ids.includes(messageId)) return []
  const byCustomer = isByCustomer(command, state)
  const limit = MESSAGE_LIMIT + (byCustomer ? 0 : ANSWERS_LEFT_TO_STAFF)
  if (written >= limit) return refuse('TooManyMessages', { limit })
  const message = { messageId, messageNo: ids.length + 1, textSha256: messageHash(personal.fields.salt, personal.fields.text) }
  if (byCustomer) {
    const answerBy = question ? {} : { answerBy: dueAt(rules.pack.answerWithin, now, rules.calendar).dueAt }
    return [MessagePosted({ ...message, from: 'CUSTOMER', ...answerBy }, personal)]
  }
  return [MessagePosted({ ...message, from: 'STAFF', ...(question ? { answers: [...question.messageIds] } : {}) }, personal)]
}

/** Whoever gets the money writes for themselves, also when they have a role of staff. */
const isByCustomer = ({ actor }: PostMessage, state: OpenedCase): boolean => actor.id === state.customer || actor.roles.includes('customer')
