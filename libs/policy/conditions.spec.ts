import { describe, expect, it } from '@jest/globals'
import { checkCondition, evaluateCondition, type Declarations } from './conditions.js'

const declarations: Declarations = {
  reason: { type: 'string', values: ['QUALITY', 'LATE'] }, note: { type: 'string' }, pastEta: { type: 'bool' }, days: { type: 'int' },
}

describe('a condition is checked before it is used (LS1)', () => {
  it.each(['true', 'pastEta', '!pastEta', 'days <= 7 && reason == "LATE"', 'reason in ["LATE", "QUALITY"] || days > 3', 'note == "anything"', 'pastEta ? days > 1 : days > 2'])('%s is sound', (text) => {
    expect(checkCondition(text, declarations)).toBeUndefined()
  })

  it.each([
    ['days <=', 'is not CEL: Unexpected token: EOF at character 8'],
    ['mood > 3', 'Unknown variable: mood; a condition may use reason, note, pastEta, days'],
    ['days == "three"', 'no such overload: int == string; a condition may use'],
    ['days + 1', 'gives int; a condition gives true or false'],
    ['reason == "LTAE"', 'there is no reason LTAE; it is one of QUALITY, LATE'],
    ['"LTAE" != reason', 'there is no reason LTAE'],
    ['reason in ["LATE", "LTAE"]', 'there is no reason LTAE'],
    ['note.matches("(a+)+b")', 'note.matches("(a+)+b"): a condition is made of operators only'],
    ['timestamp("2026-01-01T00:00:00Z") < timestamp("2027-01-01T00:00:00Z")', 'a condition is made of operators only'],
    ['[1, 2].all(x, x > 0)', 'a condition is made of operators only'],
    [Array.from({ length: 150 }, () => 'pastEta').join(' && '), 'is not CEL: '],
  ])('%s is not', (text, fault) => {
    expect(checkCondition(text, declarations)).toContain(fault)
  })
})

describe('a condition is evaluated', () => {
  it.each([
    ['days <= 7', { days: 7 }, true],
    ['days <= 7', { days: 8 }, false],
    ['days * 2 == 14', { days: 7 }, true],
    ['reason in ["LATE"]', { reason: 'LATE' }, true],
    ['!pastEta', { pastEta: false }, true],
    ['days == 9007199254740991', { days: Number.MAX_SAFE_INTEGER }, true],
  ] as const)('%s on %j: %s', (text, inputs, holds) => {
    expect(evaluateCondition(text, inputs)).toBe(holds)
  })

  it.each([
    ['pastEta', {}, false],
    ['!pastEta', {}, false],
    ['!pastEta', { pastEta: undefined }, false],
    ['pastEta || days > 3', { days: 4 }, true],
    ['days > 3 || pastEta', { days: 4 }, true],
    ['pastEta && days > 3', { days: 4 }, false],
    ['days / 0 == 1', { days: 4 }, false],
  ] as const)('what is not known never makes it hold: %s on %j: %s', (text, inputs, holds) => {
    expect(evaluateCondition(text, inputs)).toBe(holds)
  })
})
