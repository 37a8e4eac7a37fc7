import { sha256, type Decision } from '@recourse/kernel'
import { dueAt } from '@recourse/policy'
import type { PostMessage } from '../commands.js'
import { MessagePosted } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'
import type { Rules } from './stage-opening.js'

/** So that nobody can fill a case up to its limit of events. */
export const MESSAGE_LIMIT = 60

/** In any phase, also after closing. What staff write answers everything that the customer has asked. */
export const postMessage = (command: PostMessage, state: OpenedCase, rules: Rules): Decision => {
  const { messageId, personal, now } = command
  const { ids, written, question } = state.thread
  if (ids.includes(messageId)) return []
  if (written >= MESSAGE_LIMIT) return refuse('TooManyMessages', { limit: MESSAGE_LIMIT })
  const message = { messageId, messageNo: ids.length + 1, textSha256: sha256(personal.fields.text) }
  if (isByCustomer(command, state)) {
    const answerBy = question ? {} : { answerBy: dueAt(rules.pack.answerWithin, now, rules.calendar).dueAt }
    return [MessagePosted({ ...message, from: 'CUSTOMER', ...answerBy }, personal)]
  }
  return [MessagePosted({ ...message, from: 'STAFF', ...(question ? { answers: [...question.messageIds] } : {}) }, personal)]
}

/** Whoever gets the money writes for themselves, also when they have a role of staff. */
const isByCustomer = ({ actor }: PostMessage, state: OpenedCase): boolean => actor.id === state.customer || actor.roles.includes('customer')
