import type { Decision } from '@recourse/kernel'
import type { ReleaseLegalHold } from '../commands.js'
import { LegalHoldReleased } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'

export const releaseLegalHold = ({ reason }: ReleaseLegalHold, state: OpenedCase): Decision =>
  state.legalHold ? [LegalHoldReleased({ reason })] : refuse('NoLegalHold')
