import type { Position } from '@recourse/event-store'
import type { Pool } from 'pg'
import { ConnectionLost, type FlowTables } from './flow-tables.js'

const DAY_MS = 86_400_000

/**
 * Answers the three questions that audit asks its views by SQL when it looks a customer up (`customer-history.ts`). Where production would wait for a
 * view that lags behind the newest review, this database is away for a moment: the policy comes again, in virtual time.
 */
export const viewQueries = (tables: FlowTables, newestReview: () => Position): Pool => {
  const query = async (sql: string, values: readonly unknown[]): Promise<{ rows: unknown[] }> => {
    if (sql.includes('FROM consumer_checkpoint')) return { rows: [{ position: reached(String(values[0])) }] }
    if (sql.includes('FROM refund_case')) return { rows: [countsOf(tables, values as [string, string, string, string])] }
    if (sql.includes('FROM evidence_hash')) return { rows: [{ cases: sameEvidence(tables, values as [string, string[], string]) }] }
    throw new Error(`the simulation does not know the query ${sql}`)
  }
  const reached = (consumer: string): Position => {
    const position = tables.positionOf(consumer)
    if (position < newestReview()) throw new ConnectionLost(`${consumer} is not there yet`)
    return position
  }
  return { query } as unknown as Pool
}

const countsOf = (tables: FlowTables, [tenant, customer, caseId, openedAt]: [string, string, string, string]) => {
  const since = (days: number): string => new Date(Date.parse(openedAt) - days * DAY_MS).toISOString()
  const cases = tables.rowsOf('refund_case').filter((row) => row.tenant === tenant && row.customer === customer && row.case_id !== caseId
    && (row.opened_at as string) <= openedAt && (row.opened_at as string) > since(90))
  const sum = (column: string): string => String(cases.reduce((total, row) => total + Number(row[column] ?? 0), 0))
  return {
    last_90_days: cases.length, last_24_hours: cases.filter((row) => (row.opened_at as string) > since(1)).length,
    asked_minor: sum('requested_minor'), approved_minor: sum('approved_minor'),
  }
}

const sameEvidence = (tables: FlowTables, [tenant, hashes, caseId]: [string, string[], string]): number =>
  new Set(tables.rowsOf('evidence_hash').filter((row) => row.tenant === tenant && hashes.includes(row.sha256 as string) && row.case_id !== caseId).map((row) => row.case_id)).size
