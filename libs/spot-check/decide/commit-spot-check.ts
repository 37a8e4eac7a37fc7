import type { Decision } from '@recourse/kernel'
import type { CommitSpotCheck } from '../commands.js'
import { SpotCheckCommitted } from '../events/index.js'
import { refuse } from '../refusals.js'

/** Before the period ends, when nobody can know its closed cases yet. What share is drawn is fixed with it. */
export const commitSpotCheck = ({ roundId, period, seedSha256, packs, facts, now }: CommitSpotCheck): Decision => {
  if (period.from >= period.to) return refuse('PeriodEmpty', { period })
  if (now >= period.to) return refuse('CommittedTooLate', { to: period.to })
  const unknown = packs?.filter((pack) => !facts.rates.some((rate) => rate.pack === pack)) ?? []
  if (unknown.length > 0) return refuse('UnknownPack', { unknown, known: facts.rates.map(({ pack }) => pack) })
  const rates = facts.rates.filter(({ pack }) => !packs || packs.includes(pack))
  return [SpotCheckCommitted({ roundId, period, seedSha256, rates })]
}
