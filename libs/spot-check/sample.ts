import { hashOf, sha256 } from '@recourse/kernel'
import type { Rate, Stratum } from './events/index.js'

/** A closed case that may be drawn. */
export interface ClosedCase {
  readonly caseId: string
  readonly pack: string
  readonly outcome: string
}

export interface Sample {
  /** SHA-256 over the canonical JSON of all case ids, sorted. */
  readonly populationSha256: string
  readonly strata: readonly Stratum[]
}

/**
 * Stratified by pack × outcome. Within a stratum the cases are ranked by SHA-256 of `<seed>/<populationSha256>/<caseId>`, and the first
 * max(atLeast, share of the stratum rounded up) of them are drawn. The seed was fixed before the population was, and the population enters the
 * ranking: so nobody could choose a seed that spares a case, and nobody who has seeds and cases can come to another draw. Cases of packs
 * without a rate are no part of the population. Pure; the order of the input does not matter.
 */
export const selectSample = (seed: string, cases: readonly ClosedCase[], rates: readonly Rate[]): Sample => {
  const drawable = cases.filter(({ pack }) => rates.some((rate) => rate.pack === pack))
  const populationSha256 = hashOf(drawable.map(({ caseId }) => caseId).sort())
  const rank = (caseId: string): string => sha256(`${seed}/${populationSha256}/${caseId}`)
  return {
    populationSha256,
    strata: strataOf(drawable).map((members) => {
      const { pack, outcome } = members[0]!
      const population = members.map(({ caseId }) => caseId).sort()
      const ranked = population.map((caseId) => ({ caseId, rank: rank(caseId) })).sort((a, b) => (a.rank < b.rank ? -1 : 1))
      const count = sizeOf(population.length, rates.find((rate) => rate.pack === pack)!)
      return { pack, outcome, population, selected: ranked.slice(0, count).map(({ caseId }) => caseId) }
    }),
  }
}

const strataOf = (cases: readonly ClosedCase[]): ClosedCase[][] => {
  const strata = new Map<string, ClosedCase[]>()
  for (const one of cases) {
    const name = JSON.stringify([one.pack, one.outcome])
    const members = strata.get(name)
    if (members) members.push(one)
    else strata.set(name, [one])
  }
  return [...strata].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members)
}

const sizeOf = (size: number, { share_percent, atLeast }: Rate): number => Math.min(size, Math.max(atLeast, Math.ceil((size * share_percent) / 100)))
