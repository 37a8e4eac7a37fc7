import { sha256, type Decision } from '@recourse/kernel'
import type { RevealSpotCheck } from '../commands.js'
import { SpotCheckClosed, SpotCheckRevealed } from '../events/index.js'
import { refuse } from '../refusals.js'
import { selectSample } from '../sample.js'
import type { Round } from '../state.js'

/** What one event and one round of people can hold; a longer period is cut into several rounds. */
export const POPULATION_LIMIT = 5_000
export const SAMPLE_LIMIT = 80

export const revealSpotCheck = ({ seed, facts: { population, position }, now }: RevealSpotCheck, { status, period, seedSha256, rates }: Round): Decision => {
  if (status === 'abandoned') return refuse('RoundAbandoned')
  if (status !== 'committed') return refuse('AlreadyRevealed')
  if (now < period.to) return refuse('PeriodNotOver', { to: period.to })
  if (sha256(seed) !== seedSha256) return refuse('SeedDiffers', { seedSha256 })
  const { populationSha256, strata } = selectSample(seed, population, rates)
  const [size, drawn] = [strata.flatMap((stratum) => stratum.population).length, strata.flatMap(({ selected }) => selected).length]
  if (size > POPULATION_LIMIT || drawn > SAMPLE_LIMIT) return refuse('SampleTooLarge', { population: size, populationLimit: POPULATION_LIMIT, drawn, sampleLimit: SAMPLE_LIMIT })
  return [SpotCheckRevealed({ seed, position, populationSha256, strata: [...strata] }), ...(drawn === 0 ? [SpotCheckClosed({})] : [])]
}
