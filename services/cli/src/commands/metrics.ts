import { clientFor } from '../context.js'
import { stringFlag, type CliCommand, type Flags } from '../command.js'
import { EXIT, UsageError } from '../errors.js'
import { table } from '../output/table.js'

interface Month {
  readonly month: string
  readonly orders: number
  readonly paid_minor: number
  readonly cases: number
  readonly refunded_minor: number
  readonly refunded_orders: number
}

export const metricsMonthly: CliCommand = {
  name: 'metrics monthly',
  usage: 'metrics monthly [--from YYYY-MM] [--to YYYY-MM] [--pack PACK] [--currency CODE]',
  summary: 'orders, cases and refunds per month (UTC), in one currency: that of most orders when none is named',
  flags: { from: { type: 'string' }, to: { type: 'string' }, pack: { type: 'string' }, currency: { type: 'string' } },
  run: async (context, { flags }) => {
    const query = { from: monthFlag(flags, 'from'), to: monthFlag(flags, 'to'), pack: stringFlag(flags, 'pack'), currency: stringFlag(flags, 'currency') }
    const { items } = await clientFor(context, 'analytics', 'auditor').get<{ items: Month[] }>('/measures/monthly', query)
    const months = items.map(({ month, orders, paid_minor, cases, refunded_minor, refunded_orders }): Month => ({ month, orders, paid_minor, cases, refunded_minor, refunded_orders }))
    context.result(months, months.length === 0
      ? 'Nothing recorded in these months.'
      : table(Object.keys(months[0]!), months.map((month) => Object.values(month) as (string | number)[])))
    return EXIT.ok
  },
}

const monthFlag = (flags: Flags, name: string): string | undefined => {
  const value = stringFlag(flags, name)
  if (value !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) throw new UsageError(`--${name} takes a month such as 2010-12, not ${value}`)
  return value
}
