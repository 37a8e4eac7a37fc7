import { expect, it } from '@jest/globals'
import { CircuitBreaker } from './circuit-breaker.js'

const breaker = (...unknowns: readonly boolean[]) => {
  let now_ms = 1_000
  const circuit = new CircuitBreaker({ elapsed_ms: () => now_ms })
  for (const known of unknowns) circuit.record(known)
  return { circuit, pass: (milliseconds: number) => (now_ms += milliseconds) }
}
const FIVE_UNKNOWN = Array<boolean>(5).fill(false)

it('opens after five answers in a row that say nothing', () => {
  expect(breaker(false, false, false, false).circuit.state).toBe('closed')
  expect(breaker(false, false, false, false, true, false).circuit.state).toBe('closed')
  const { circuit } = breaker(...FIVE_UNKNOWN)
  expect([circuit.state, circuit.pass()]).toEqual(['open', 30_000])
})

it('lets one try after a pause, and closes when there was an answer', () => {
  const { circuit, pass } = breaker(...FIVE_UNKNOWN)
  pass(30_000)
  expect([circuit.pass(), circuit.state]).toEqual([0, 'half-open'])
  expect(circuit.pass()).toBe(30_000)
  circuit.record(true)
  expect([circuit.state, circuit.pass(), circuit.pass()]).toEqual(['closed', 0, 0])
  circuit.record(false)
  expect(circuit.state).toBe('closed')
})

it('opens again at once when that one learnt nothing either', () => {
  const { circuit, pass } = breaker(...FIVE_UNKNOWN)
  pass(40_000)
  circuit.pass()
  circuit.record(false)
  expect([circuit.state, circuit.pass()]).toEqual(['open', 30_000])
})

it('lets another try when the first never came back', () => {
  const { circuit, pass } = breaker(...FIVE_UNKNOWN)
  pass(30_000)
  circuit.pass()
  pass(30_000)
  expect(circuit.pass()).toBe(0)
})
