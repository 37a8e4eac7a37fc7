import { describe, expect, it } from '@jest/globals'
import { facts } from './facts.js'
import { Progress } from './progress.js'
import { table } from './table.js'

describe('table', () => {
  it('aligns columns by what a terminal shows, numbers to the right', () => {
    expect(table(['name', 'n', 'note'], [['会员', 5, null], ['retail', 1200, 'x']])).toBe([
      'NAME       N  NOTE',
      '会员       5  -',
      'retail  1200  x',
    ].join('\n'))
  })
})

describe('facts', () => {
  it('are one line per value, however deep', () => {
    expect(facts({ phase: 'review', requested: { minor: 5, currency: 'CNY' }, evidence: [{ id: 'e1' }], missing: [], kinds: ['pre', 'post'], assignee: null })).toBe([
      'phase               review',
      'requested.minor     5',
      'requested.currency  CNY',
      'evidence.0.id       e1',
      'missing             -',
      'kinds               pre, post',
      'assignee            null',
    ].join('\n'))
  })
})

describe('progress', () => {
  const watched = (isTerminal: boolean): { written: string[]; progress: Progress; passes: (ms: number) => void } => {
    const written: string[] = []
    let now = 1_000_000
    return { written, progress: new Progress({ write: (text) => written.push(text), isTerminal }, () => now), passes: (ms) => void (now += ms) }
  }

  it('is one line each 5 s where there is no terminal', () => {
    const { written, progress, passes } = watched(false)
    progress.begin('orders:', 100)
    for (let done = 1; done <= 100; done += 1) {
      passes(120)
      progress.update(done)
    }
    progress.update(100)
    progress.end()
    expect(written).toEqual(['orders: 42 of 100 (42 %), about 7 s left\n', 'orders: 84 of 100 (84 %), about 2 s left\n', 'orders: 100 of 100 (100 %), 12.0 s\n'])
  })

  it('is a bar with the time left on a terminal', () => {
    const { written, progress, passes } = watched(true)
    progress.begin('orders:', 4)
    passes(90_000)
    progress.update(1)
    progress.end()
    expect(written).toEqual(['\r\u001b[K░░░░░░░░░░░░░░░░░░░░░░░░ orders: 0 of 4 (0 %)', '\r\u001b[K██████░░░░░░░░░░░░░░░░░░ orders: 1 of 4 (25 %), about 4 min 30 s left', '\n'])
  })

  it('has an end also when there is nothing to do', () => {
    const { written, progress } = watched(false)
    progress.begin('orders:', 0)
    progress.end()
    expect(written).toEqual(['orders: 0 of 0 (100 %), 0.0 s\n'])
  })
})
