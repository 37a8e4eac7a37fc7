import { expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { csvOf } from './csv.js'
import type { DifferenceView, ReconciliationView } from './reconciliations.dto.js'

const reportOf = (...differences: Partial<DifferenceView>[]): ReconciliationView => ({
  reconciliationId: 'r', channel: 'sandbox', day: '2026-11-21', settled: false, run: {} as ReconciliationView['run'], version: 1,
  differences: differences.map((difference, index) => ({
    no: index + 1, kind: 'theirs-only', status: 'open', outRefundNo: 'n', run: 1, foundBy: 'x', foundAt: 'y', ...difference,
  })),
})

const cellsOf = (line: string): string[] => line.slice(1, -1).split('","')

it('has a row per difference, with both sides', () => {
  const at = '2026-11-21T08:00:00.000Z'
  const [head, row, ...rest] = csvOf(reportOf({
    caseId: 'c', payoutNo: 2, ours: { kind: 'refund', amount: money(500, 'CNY'), at },
    theirs: { kind: 'refund', amount: money(400, 'CNY'), at, channelReference: 'ref' },
    resolved: { how: 'CHANNEL_ERROR', by: 'wu', at, reason: 'TICKET 3' },
  })).split('\r\n')
  expect(Object.fromEntries(cellsOf(head!).map((name, index) => [name, cellsOf(row!)[index]]))).toEqual({
    channel: 'sandbox', day: '2026-11-21', no: '1', difference: 'theirs-only', status: 'open', out_refund_no: 'n', case_id: 'c', payout_no: '2',
    ours_kind: 'refund', ours_minor: '500', ours_currency: 'CNY', ours_at: at,
    theirs_kind: 'refund', theirs_minor: '400', theirs_currency: 'CNY', theirs_at: at,
    channel_reference: 'ref', resolution: 'CHANNEL_ERROR', reason: 'TICKET 3', resolved_by: 'wu',
  })
  expect(rest).toEqual([''])
})

const formulas = ['=1+1', '+1', '-1+cmd|\' /C calc\'!A0', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("x")', '=1']

it.each(formulas)('lets no text of a statement be a formula: %j', (outRefundNo) => {
  const [, row] = csvOf(reportOf({ outRefundNo })).split('\r\n"')
  expect(row).toContain(`,"'${outRefundNo.replaceAll('"', '""')}",`)
})
