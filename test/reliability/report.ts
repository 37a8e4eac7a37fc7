import { troublesOf } from './plan.js'
import type { Figures } from './schedules.js'

type Case = Figures['cases'][number]

/** Figures as tables in Markdown, for docs/reliability.md. */
export const tableOf = (worlds: readonly Figures[]): string => {
  const cases = worlds.flatMap((world) => world.cases)
  const row = (name: string, some: readonly Case[]): string =>
    `| ${name} | ${some.length} | ${sum(some, ({ payouts }) => payouts)} | ${sum(some, ({ questions }) => questions)} | ${(sum(some, ({ approved_minor }) => approved_minor) / 100).toFixed(2)} |`
  const head = (name: string): string => `| ${name} | cases | refund numbers | answers that settled nothing | approved, yuan |\n|---|---|---|---|---|`
  const by = (keysOf: (one: Case) => readonly string[]): string[] => {
    const keyed = cases.flatMap((one) => [...new Set(keysOf(one))].map((key) => ({ key, one })))
    return [...Map.groupBy(keyed, ({ key }) => key)].toSorted().map(([key, some]) => row(key, some.map(({ one }) => one)))
  }
  return [
    `${cases.length} cases, ${sum(worlds, ({ movements }) => movements)} movements of money, ${sum(worlds, ({ events }) => events)} events, ${sum(worlds, ({ rounds }) => rounds)} rounds`, '',
    head('channel'), ...by(({ legs }) => [legs.length > 1 ? 'split over several payments' : legs[0]!.channel]), row('all', cases), '',
    head('what went wrong'), ...by(troublesOf), '',
    `notices: ${listed(worlds.map(({ posted }) => posted))}; our door answered ${listed(worlds.map(({ answers }) => answers))}`,
  ].join('\n')
}

const sum = <T>(some: readonly T[], of: (one: T) => number): number => some.reduce((total, one) => total + of(one), 0)

const listed = (counts: readonly Readonly<Record<string, number>>[]): string => {
  const names = [...new Set(counts.flatMap(Object.keys))]
  return names.map((name) => `${name} ${sum(counts, (count) => count[name] ?? 0)}`).join(', ')
}
