import type { Decision } from '@recourse/kernel'
import type { RecordContact } from '../commands.js'
import { ContactAttempted } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { closed } from './guards.js'

/** After closing only to tell the customer what they have not read. */
export const recordContact = ({ channel, outcome, personal }: RecordContact, state: OpenedCase): Decision =>
  (state.thread.unread.length > 0 ? undefined : closed(state)) ?? [ContactAttempted({ channel, outcome }, personal)]
