import { clientFor } from '../context.js'
import { positiveFlag, stringFlag, type CliCommand } from '../command.js'
import { EXIT, UsageError } from '../errors.js'
import { facts } from '../output/facts.js'
import { table } from '../output/table.js'
import { firstOf, pages } from '../pages.js'

interface CaseRow {
  readonly caseId: string
  readonly orderId: string
  readonly pack: string
  readonly phase: string
  readonly outcome?: string | null
  readonly requested_minor: number
  readonly currency: string
  readonly openedAt: string
}

interface HistoryEvent {
  readonly version: number
  readonly type: string
  readonly recordedAt: string
  readonly actor: { readonly id: string; readonly role?: string }
  readonly hash: string
}

const caseList: CliCommand = {
  name: 'case list',
  usage: 'case list [--phase PHASE] [--pack PACK] [--outcome OUTCOME] [--limit N]',
  summary: 'refund cases (at most 50 unless --limit says otherwise)',
  flags: { phase: { type: 'string' }, pack: { type: 'string' }, outcome: { type: 'string' }, limit: { type: 'string' } },
  run: async (context, { flags }) => {
    const limit = positiveFlag(flags, 'limit') ?? 50
    const query = { phase: stringFlag(flags, 'phase'), pack: stringFlag(flags, 'pack'), outcome: stringFlag(flags, 'outcome'), limit: Math.min(limit, 200) }
    const cases = await firstOf(pages<CaseRow>(clientFor(context, 'audit', 'auditor'), '/refund-cases', query), limit)
    const rows = cases.map(({ caseId, pack, phase, outcome, requested_minor, currency, orderId, openedAt }) => [caseId, pack, phase, outcome, requested_minor, currency, orderId, openedAt])
    context.result(cases, cases.length === 0 ? 'No such cases.' : table(['case', 'pack', 'phase', 'outcome', 'requested_minor', 'currency', 'order', 'opened'], rows))
    return EXIT.ok
  },
}

const caseShow: CliCommand = {
  name: 'case show',
  usage: 'case show ID',
  summary: 'a case as it is now',
  positionals: ['ID'],
  run: async (context, { positionals: [id] }) => {
    const state = await clientFor(context, 'audit', 'auditor').get(`/refund-cases/${encodeURIComponent(id!)}`)
    context.result(state, facts(state))
    return EXIT.ok
  },
}

const caseHistory: CliCommand = {
  name: 'case history',
  usage: 'case history ID',
  summary: 'every event of a case: what, when, by whom (--json: with data and hashes)',
  positionals: ['ID'],
  run: async (context, { positionals: [id] }) => {
    const history = await clientFor(context, 'audit', 'auditor').get<{ events: HistoryEvent[] }>(`/refund-cases/${encodeURIComponent(id!)}/history`)
    const rows = history.events.map(({ version, type, recordedAt, actor, hash }) => [version, recordedAt, type, actor.role, actor.id, hash.slice(0, 12)])
    context.result(history, table(['version', 'recorded', 'event', 'role', 'by', 'hash'], rows))
    return EXIT.ok
  },
}

const caseReplay: CliCommand = {
  name: 'case replay',
  usage: 'case replay ID (--at VERSION | --as-of TIME)',
  summary: 'a case as it was at a version, or as it was known at a time',
  positionals: ['ID'],
  flags: { at: { type: 'string' }, 'as-of': { type: 'string' } },
  run: async (context, { flags, positionals: [id] }) => {
    const version = positiveFlag(flags, 'at')
    const asOf = stringFlag(flags, 'as-of')
    if ((version === undefined) === (asOf === undefined)) throw new UsageError('say either --at VERSION (such as --at 3) or --as-of TIME (such as --as-of 2026-01-31T12:00:00Z)')
    const state = await clientFor(context, 'audit', 'auditor').get(`/refund-cases/${encodeURIComponent(id!)}/state`, { version, as_of: asOf })
    context.result(state, facts(state))
    return EXIT.ok
  },
}

export const caseCommands = [caseList, caseShow, caseHistory, caseReplay]
