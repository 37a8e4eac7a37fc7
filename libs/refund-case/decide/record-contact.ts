import type { Decision } from '@recourse/kernel'
import type { RecordContact } from '../commands.js'
import { ContactAttempted } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { closed } from './guards.js'

export const recordContact = ({ channel, outcome, personal }: RecordContact, state: OpenedCase): Decision =>
  closed(state) ?? [ContactAttempted({ channel, outcome }, personal)]
