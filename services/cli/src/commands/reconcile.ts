import { randomUUID } from 'node:crypto'
import { clientFor } from '../context.js'
import type { CliCommand } from '../command.js'
import { EXIT, UsageError } from '../errors.js'
import { table } from '../output/table.js'

interface Report {
  readonly settled: boolean
  readonly run: { readonly run: number; readonly counts: Readonly<Record<'ours' | 'theirs' | 'matched' | 'unlisted', number>> }
  readonly differences: readonly {
    readonly no: number
    readonly kind: string
    readonly status: string
    readonly outRefundNo: string
    readonly ours?: Side
    readonly theirs?: Side
  }[]
}

interface Side {
  readonly kind: string
  readonly amount: { readonly minor: number; readonly currency: string }
}

export const reconcile: CliCommand = {
  name: 'reconcile',
  usage: 'reconcile CHANNEL DAY',
  summary: 'compare a channel\'s statement of a day (YYYY-MM-DD) with our payouts; exit 1 when something is left to be settled',
  positionals: ['CHANNEL', 'DAY'],
  run: async (context, { positionals: [channel, day] }) => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day!)) throw new UsageError(`DAY is written like 2026-11-21, not ${day}`)
    const payout = clientFor(context, 'payout', 'operations')
    const { id } = await payout.post<{ id: string }>('/reconciliations', { channel, day }, randomUUID())
    const report = await payout.get<Report>(`/reconciliations/${id}`)
    const { settled, run: { run, counts: { ours, theirs, matched, unlisted } }, differences } = report
    const open = differences.filter(({ status }) => status !== 'resolved')
    const cells = open.map(({ no, kind, outRefundNo, ...sides }) => [no, kind, outRefundNo, described(sides.ours), described(sides.theirs)])
    const outcome = settled ? 'nothing is open' : `open: ${open.length + unlisted}`
    context.result(report, [
      `${channel} ${day}, run ${run}: ${matched} matched, of ${ours} of ours and ${theirs} on the statement; ${outcome}`,
      ...(open.length > 0 ? [table(['no', 'difference', 'number', 'ours', 'theirs'], cells)] : []),
    ].join('\n'))
    return settled ? EXIT.ok : EXIT.failed
  },
}

const described = (side: Side | undefined): string => (side ? `${side.kind} ${side.amount.minor} ${side.amount.currency}` : '-')
