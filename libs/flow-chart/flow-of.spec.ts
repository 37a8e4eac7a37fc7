import { describe, expect, it } from '@jest/globals'
import { ROLES } from '@recourse/kernel'
import { loadPolicyPacks, type RefundPack } from '@recourse/policy'
import { evolveRefundCase, PHASES, UNOPENED, type Phase, type RefundCase, type RefundCaseEvent } from '@recourse/refund-case'
import { casePathOf } from './case-path.js'
import { edgeId, START, type FlowChart } from './chart.js'
import { flowOf, transitionsOf } from './flow-of.js'
import { EVENT_LABELS, OUTCOMES_IN } from './labels.js'
import { randomWalk } from './testing.js'

const packs = loadPolicyPacks().all().filter((pack): pack is RefundPack => pack.kind === 'refund')
const named = packs.map((pack) => [pack.id, pack] as const)
/** At least so many histories, and more until every arrow is walked, at most so many. */
const [FEWEST, MOST] = [200, 3_000]

interface Walked { readonly from: string; readonly event: RefundCaseEvent; readonly to: Phase }

const phasesOf = (events: readonly RefundCaseEvent[]): Walked[] => {
  let state: RefundCase = UNOPENED
  return events.map((event) => {
    const from = state.phase
    const next = evolveRefundCase(state, event)
    state = next
    return { from: from === 'unopened' ? START : from, event, to: next.phase as Phase }
  })
}

const walk = (pack: RefundPack, chart: FlowChart) => {
  const unwalked = new Set(chart.edges.map(({ id }) => id))
  const histories: (readonly RefundCaseEvent[])[] = []
  for (let seed = 1; seed <= FEWEST || (unwalked.size > 0 && seed <= MOST); seed += 1) {
    const events = randomWalk(pack, seed)
    histories.push(events)
    for (const { edge } of casePathOf(chart, events, events.at(-1)!.metadata.recordedAt).edges) unwalked.delete(edge)
  }
  return { histories, unwalked: [...unwalked] }
}

describe.each(named)('the chart of %s', (_, pack) => {
  const chart = flowOf(pack)
  const { histories, unwalked } = walk(pack, chart)

  it('has exactly the transitions of the decider: no case leaves it, and every arrow is walked (LS4, MB30)', () => {
    const steps = histories.flatMap(phasesOf).filter(({ from, to }) => from !== to)
    const drawn = chart.edges.filter(({ kind }) => kind === 'step').map(({ id, to }) => `${id} → ${to}`)
    expect([...new Set(steps.map(({ from, event, to }) => `${edgeId(from, event.type)} → ${to}`))].sort()).toEqual([...drawn].sort())
  })

  it('has loops and calls of superiors that are walked too: failure → correct → resubmit, overdue → superior (LS10, LS20)', () => {
    expect(unwalked).toEqual([])
  })

  it('names an end by the outcomes it can have', () => {
    const ends = histories.flatMap(phasesOf).flatMap(({ from, event }) => (event.type === 'RefundCaseClosed' ? [`${from} ${event.data.outcome}`] : []))
    const froms = chart.edges.filter(({ event }) => event === 'RefundCaseClosed').map(({ from }) => from)
    expect([...new Set(ends)].sort()).toEqual(froms.flatMap((from) => OUTCOMES_IN[from]!.map((outcome) => `${from} ${outcome}`)).sort())
  })

  it('says of every stage who answers for it, until when, and by which clause (LS3, MB29)', () => {
    for (const node of chart.nodes.filter(({ kind }) => kind === 'stage')) {
      const rule = pack.stages[node.stage!]!
      expect(node).toMatchObject({ role: rule.role, due: rule.due, clause: { id: rule.clause } })
      expect(ROLES).toContain(node.role)
    }
  })

  it('lists material, criteria, guides and notices where they are needed (LS18)', () => {
    const notesAt = (id: string) => chart.nodes.find((node) => node.id === id)!.notes
    expect(notesAt('intake').filter(({ kind }) => kind === 'MATERIAL')).toHaveLength(pack.reasons.length)
    expect(notesAt('review').filter(({ kind }) => kind === 'CRITERION').map(({ text }) => text)).toEqual(pack.reviewItems.map(({ label }) => label))
    expect(chart.notes.filter(({ kind }) => kind === 'CONTACT')).toHaveLength(pack.contacts.length)
  })

  it('connects every place', () => {
    const ids = chart.nodes.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(chart.edges.map(({ id }) => id)).size).toBe(chart.edges.length)
    expect(ids.filter((id) => id !== START && !chart.edges.some(({ to }) => to === id))).toEqual([])
    expect(chart.edges.filter(({ from, to }) => !ids.includes(from) || !ids.includes(to))).toEqual([])
  })
})

describe('a chart', () => {
  it('has words in both languages for every transition', () => {
    const events = [...transitionsOf(PHASES), ...packs.flatMap((pack) => flowOf(pack).edges)].map(({ event }) => event)
    expect([...new Set(events)].filter((event) => event !== 'RefundCaseClosed' && !EVENT_LABELS[event])).toEqual([])
  })

  it('follows the phase machine: what that does not know is not drawn', () => {
    const without = { ...PHASES, receipt: { ...PHASES.receipt, leadsOn: { RefundCaseClosed: 'closed' as const } } }
    expect(flowOf(packs[0]!, without).edges.map(({ id }) => id)).not.toContain('receipt:PayoutReturned')
  })

  it('draws negotiation only where the pack demands it, and no way past it (MC9)', () => {
    for (const pack of packs) {
      const ids = flowOf(pack).edges.map(({ id }) => id)
      expect(ids.includes('review:ReviewCompleted')).toBe(pack.settlement.required)
      expect(ids.includes('review:RefundApproved')).toBe(!pack.settlement.required)
    }
  })
})
