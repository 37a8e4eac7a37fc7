import type { Decision } from '@recourse/kernel'
import type { ResolveDifference } from '../commands.js'
import { ReconciliationDifferenceResolved, WriteOffProposed } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { KnownDifference, ReconciledDay } from '../state.js'

/**
 * By finance, by nobody whose own payment it is, and by nobody who ran the reconciliation that found it: who makes the report does not sign off its exceptions. Money that is given up takes
 * two: the first request proposes it, the same by another person, a finance checker, settles it. Differences that the nightly run found have no person
 * behind them, so for those two people are asked for here or nowhere.
 */
export const resolveDifference = (command: ResolveDifference, day: ReconciledDay): Decision => {
  const { no, how, reason, facts, actor } = command
  const difference = day.differences.find((one) => one.no === no)
  if (!difference) return refuse('UnknownDifference', { no })
  if (difference.resolved) return refuse('DifferenceAlreadyResolved', { no, how: difference.resolved.how })
  if (difference.foundBy === actor.id) return refuse('ResolverRanIt')
  if (facts.concerned.includes(actor.id)) return refuse('ResolverIsConcerned')
  return how === 'WRITTEN_OFF' ? writeOff(command, difference) : [ReconciliationDifferenceResolved({ no, how, reason })]
}

const writeOff = ({ no, how, reason, actor }: ResolveDifference, { writeOffProposedBy }: KnownDifference): Decision => {
  if (!writeOffProposedBy) return [WriteOffProposed({ no, reason })]
  if (writeOffProposedBy === actor.id) return refuse('ConfirmerIsProposer')
  return actor.roles.includes('finance-checker') ? [ReconciliationDifferenceResolved({ no, how, reason })] : refuse('WriteOffNeedsChecker')
}
