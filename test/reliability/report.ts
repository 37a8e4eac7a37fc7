import type { Figures } from './schedules.js'

/** Figures as tables in Markdown, for docs/reliability.md. */
export const tableOf = ({ cases, movements, rounds, events, posted, answers }: Figures): string => {
  const row = (name: string, some: Figures['cases']): string =>
    `| ${name} | ${some.length} | ${sum(some, ({ payouts }) => payouts)} | ${sum(some, ({ questions }) => questions)} | ${(sum(some, ({ approved_minor }) => approved_minor) / 100).toFixed(2)} |`
  const head = (name: string): string => `| ${name} | cases | refund numbers | answers that settled nothing | approved, yuan |\n|---|---|---|---|---|`
  const by = (keyOf: (one: Figures['cases'][number]) => string): string[] => [...Map.groupBy(cases, keyOf)].toSorted().map(([key, some]) => row(key, some))
  return [
    `${cases.length} cases, ${movements} movements of money, ${events} events, ${rounds} rounds`, '',
    head('channel'), ...by(({ channel }) => channel), row('all', cases), '',
    head('what went wrong'), ...by(({ behaviour, payee }) => (payee ? `account: ${payee}` : behaviour)), '',
    `notices: ${listed(posted)}; our door answered ${listed(answers)}`,
  ].join('\n')
}

const sum = <T>(some: readonly T[], of: (one: T) => number): number => some.reduce((total, one) => total + of(one), 0)

const listed = (counts: Readonly<Record<string, number>>): string => Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', ')
