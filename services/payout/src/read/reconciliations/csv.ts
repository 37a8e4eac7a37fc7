import type { DifferenceView, ReconciliationView, SideView } from './reconciliations.dto.js'

type Cell = string | number | undefined

const SIDE = ['kind', 'minor', 'currency', 'at'] as const
const COLUMNS = [
  'channel', 'day', 'no', 'difference', 'status', 'out_refund_no', 'case_id', 'payout_no',
  ...SIDE.map((name) => `ours_${name}`), ...SIDE.map((name) => `theirs_${name}`), 'channel_reference', 'resolution', 'reason', 'resolved_by',
]

/** The report for spreadsheets (RFC 4180): a row per difference. */
export const csvOf = ({ channel, day, differences }: ReconciliationView): string =>
  [COLUMNS, ...differences.map((difference) => [channel, day, ...cellsOf(difference)])].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')

const cellsOf = ({ no, kind, status, outRefundNo, caseId, payoutNo, ours, theirs, resolved }: DifferenceView): Cell[] => [
  no, kind, status, outRefundNo, caseId, payoutNo, ...sideOf(ours), ...sideOf(theirs), theirs?.channelReference, resolved?.how, resolved?.reason, resolved?.by,
]

const sideOf = (side: SideView | undefined): Cell[] => [side?.kind, side?.amount.minor, side?.amount.currency, side?.at]

/** Numbers and references of a statement are anybody's text: what a spreadsheet takes for a formula gets a quote in front. Source: OWASP, CSV Injection. */
const quoted = (cell: Cell): string => {
  const text = String(cell ?? '')
  const harmless = typeof cell === 'string' && /^[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
