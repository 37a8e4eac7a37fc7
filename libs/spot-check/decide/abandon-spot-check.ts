import type { Decision } from '@recourse/kernel'
import type { AbandonSpotCheck } from '../commands.js'
import { SpotCheckAbandoned } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Round } from '../state.js'

/** Only until the draw: what was drawn is checked. */
export const abandonSpotCheck = ({ reason }: AbandonSpotCheck, { status }: Round): Decision => {
  if (status === 'abandoned') return refuse('RoundAbandoned')
  return status === 'committed' ? [SpotCheckAbandoned({ reason })] : refuse('AlreadyRevealed')
}
