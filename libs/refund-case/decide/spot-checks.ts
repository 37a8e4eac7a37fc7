import type { Decision } from '@recourse/kernel'
import type { CompleteSpotCheck, SelectForSpotCheck } from '../commands.js'
import { SpotCheckCompleted, SpotCheckSelected } from '../events/index.js'
import type { OpenedCase } from '../state.js'

/** In any phase: a case that was drawn may be open again by now. Once a round, whichever of the two is told first. */
export const selectForSpotCheck = ({ roundId }: SelectForSpotCheck, { spotChecks }: OpenedCase): Decision =>
  (roundId in spotChecks ? [] : [SpotCheckSelected({ roundId })])

export const completeSpotCheck = ({ roundId, ok }: CompleteSpotCheck, { spotChecks }: OpenedCase): Decision =>
  (spotChecks[roundId] === 'ok' || spotChecks[roundId] === 'findings' ? [] : [SpotCheckCompleted({ roundId, ok })])
