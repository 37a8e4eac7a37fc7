import type { Decision } from '@recourse/kernel'
import type { TakeOver } from '../commands.js'
import { TakenOver } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { closed } from './guards.js'

export const takeOver = ({ reason, actor }: TakeOver, state: OpenedCase): Decision =>
  closed(state) ?? (state.takenOverBy === actor.id ? [] : [TakenOver({ reason })])
