import { expect, it } from '@jest/globals'
import { compilePack, isFaulty, loadPolicyPacks } from './index.js'
import type { RefundPack } from './pack-schema.js'

const clinic = loadPolicyPacks().all().find(({ id }) => id === 'clinic-aesthetics') as RefundPack
const times = <T>(n: number, item: T): T[] => Array.from({ length: n }, () => item)

/** A case keeps its version for ever: what its events could not hold would leave it without a way on. */
it.each<[string, Partial<RefundPack>, string]>([
  ['more citations of a reason', { reasons: clinic.reasons.map((reason) => ({ ...reason, citations: times(21, reason.citations[0]!) })) }, 'reasons.0.citations'],
  ['more citations of a clause', { clauses: clinic.clauses.map((clause) => ({ ...clause, citations: times(21, clinic.reasons[0]!.citations[0]!) })) }, 'clauses.0.citations'],
  ['more notices', { notices: times(51, clinic.notices[0]!).map((notice, n) => ({ ...notice, id: `n${n}` })) }, 'notices'],
  ['more clauses', { clauses: [...clinic.clauses, ...times(50, clinic.clauses[0]!).map((clause, n) => ({ ...clause, id: `c${n}` }))] }, 'clauses'],
  ['more levels of escalation', { escalation: times(11, clinic.escalation[0]!).map((level, n) => ({ ...level, level: n + 1 })) }, 'escalation'],
  ['more clauses of an agreement', { settlement: { ...clinic.settlement, clauses: times(51, 'agreement') } as RefundPack['settlement'] }, 'settlement.clauses'],
])('refuses %s than the events of its cases hold', (_, change, place) => {
  const outcome = compilePack(JSON.parse(JSON.stringify({ ...clinic, ...change })))
  expect(isFaulty(outcome) && outcome.map(({ path }) => path.join('.'))).toContain(place)
})

it.each(['//evil.example', '/\\\\evil.example', 'javascript:alert(1)', 'http://shop.example'])('lets no guide lead to %s', (url) => {
  const outcome = compilePack(JSON.parse(JSON.stringify({ ...clinic, guides: [{ ...clinic.guides[0]!, url }] })))
  expect(isFaulty(outcome) && outcome.map(({ path }) => path.join('.'))).toEqual(['guides.0.url'])
})
