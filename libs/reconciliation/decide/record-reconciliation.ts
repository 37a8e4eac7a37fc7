import type { Decision } from '@recourse/kernel'
import type { RecordReconciliation } from '../commands.js'
import { compare, differencesOf, entriesOfDay, type Comparison } from '../compare.js'
import { identityOf, type Difference } from '../difference.js'
import { ReconciliationCompleted, ReconciliationDifferenceFound, ReconciliationDifferenceResolved } from '../events/index.js'
import { refuse } from '../refusals.js'
import { statementHashOf, sumsOf } from '../sums.js'
import type { KnownDifference, Reconciliation } from '../state.js'

/** What one stream can hold: each may be found, proposed to be written off, and settled. */
export const DIFFERENCE_LIMIT = 120
/** From then on only the service runs the day: whoever fills the log with runs keeps nobody from settling what was found. */
export const RUN_LIMIT_OF_PEOPLE = 100

/** Every run is recorded, also one that finds nothing. A difference that is known is not found again; one that is gone has vanished. */
export const recordReconciliation = ({ channel, day, facts, now, actor }: RecordReconciliation, before: Reconciliation): Decision => {
  if (now < facts.endsAt) return refuse('DayNotOver', { day, endsAt: facts.endsAt })
  if (before.status !== 'none' && before.run.run >= RUN_LIMIT_OF_PEOPLE && !actor.roles.includes('service')) return refuse('TooManyRuns', { runs: before.run.run })
  const ours = entriesOfDay(facts.ours, facts.theirs, facts.neighbours)
  const comparison = compare(ours, facts.theirs)
  const [known, run] = before.status === 'none' ? [[], 1] : [before.differences, before.run.run + 1]
  const { vanished, fresh } = change(known, differencesOf(comparison))
  const listed = fresh.slice(0, DIFFERENCE_LIMIT - known.length)
  return [
    ReconciliationCompleted({
      run, channel, day, statementSha256: statementHashOf(facts.theirs), sums: sumsOf(ours, facts.theirs),
      counts: { ours: ours.length, theirs: facts.theirs.length, ...countsOf(comparison), unlisted: fresh.length - listed.length },
    }),
    ...listed.map((difference, index) => ReconciliationDifferenceFound({ ...recordable(difference), no: known.length + index + 1, run, channel, day })),
    ...vanished.map(({ no }) => ReconciliationDifferenceResolved({ no, how: 'VANISHED', run })),
  ]
}

const countsOf = ({ matched, oursOnly, theirsOnly, differing, repeated }: Comparison) =>
  ({ matched, oursOnly: oursOnly.length, theirsOnly: theirsOnly.length, differing: differing.length, repeated: repeated.length })

/** Each of what was found is one of what is known and has not vanished, or fresh. */
const change = (known: readonly KnownDifference[], found: readonly Difference[]): { vanished: KnownDifference[]; fresh: Difference[] } => {
  const left = Map.groupBy(known.filter(({ resolved }) => resolved?.how !== 'VANISHED'), identityOf)
  const fresh = found.filter((difference) => !left.get(identityOf(difference))?.shift())
  return { vanished: [...left.values()].flat().filter(({ resolved }) => !resolved), fresh }
}

const recordable = ({ aspects, ...difference }: Difference) => ({ ...difference, ...(aspects ? { aspects: [...aspects] } : {}) })
