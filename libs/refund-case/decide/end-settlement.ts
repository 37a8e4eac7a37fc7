import type { Decision } from '@recourse/kernel'
import type { EndSettlement } from '../commands.js'
import { SettlementEnded } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { notIn, reviewerIsRequester } from './guards.js'
import { openStage, type Rules } from './stage-opening.js'

export const endSettlement = ({ reason, actor, now }: EndSettlement, state: OpenedCase, rules: Rules): Decision =>
  notIn(state, 'settlement')
  ?? reviewerIsRequester(actor.id, state)
  ?? [SettlementEnded({ reason, opens: openStage(rules, 'review', now) })]
