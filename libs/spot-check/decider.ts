import { assertNever, type Decider, type Decision } from '@recourse/kernel'
import type { SpotCheckCommand } from './commands.js'
import { abandonSpotCheck } from './decide/abandon-spot-check.js'
import { assignCheck, completeCheck } from './decide/checks.js'
import { commitSpotCheck } from './decide/commit-spot-check.js'
import { completeCorrectiveAction, markCorrectiveActionOverdue, openCorrectiveAction, verifyCorrectiveAction } from './decide/corrective-actions.js'
import { revealSpotCheck } from './decide/reveal-spot-check.js'
import { evolve } from './evolve.js'
import { spotCheckPermissions } from './permissions.js'
import { refuse } from './refusals.js'
import { NO_ROUND, type SpotCheck } from './state.js'

const decide = (command: SpotCheckCommand, round: SpotCheck): Decision => {
  if (command.type === 'CommitSpotCheck') return round.status === 'none' ? commitSpotCheck(command) : refuse('RoundAlreadyCommitted')
  if (round.status === 'none') return refuse('UnknownRound')
  switch (command.type) {
    case 'RevealSpotCheck': return revealSpotCheck(command, round)
    case 'AbandonSpotCheck': return abandonSpotCheck(command, round)
    case 'AssignCheck': return assignCheck(command, round)
    case 'CompleteCheck': return completeCheck(command, round)
    case 'OpenCorrectiveAction': return openCorrectiveAction(command, round)
    case 'CompleteCorrectiveAction': return completeCorrectiveAction(command, round)
    case 'VerifyCorrectiveAction': return verifyCorrectiveAction(command, round)
    case 'MarkCorrectiveActionOverdue': return markCorrectiveActionOverdue(command, round)
    default: return assertNever(command)
  }
}

/** Stream `spotCheck-<tenant>.<roundId>`: one round, from the announced seed to the last finding solved. */
export const spotCheckDecider: Decider<SpotCheck, SpotCheckCommand> = {
  category: 'spotCheck', initial: NO_ROUND, permissions: spotCheckPermissions, decide, evolve,
}
