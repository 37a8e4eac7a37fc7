import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { loadRates } from './load-rates.js'
import { PolicyDataError } from './yaml-directory.js'

const rates = loadRates()

describe('published rates', () => {
  it.each([
    ['2008-12-22', {}],
    ['2008-12-23', { deposit1y_bp: 225 }],
    ['2015-10-23', { deposit1y_bp: 175 }],
    ['2019-08-19', { deposit1y_bp: 150 }],
    ['2019-08-20', { lpr1y_bp: 425, deposit1y_bp: 150 }],
    ['2024-10-20', { lpr1y_bp: 335, deposit1y_bp: 150 }],
    ['2025-05-19', { lpr1y_bp: 310, deposit1y_bp: 150 }],
    ['2025-05-20', { lpr1y_bp: 300, deposit1y_bp: 150 }],
    ['2026-09-19', { lpr1y_bp: 300, deposit1y_bp: 150 }],
    ['2026-09-20', {}],
  ])('of %s', (day, expected) => {
    expect(rates.on(day)).toEqual(expected)
  })

  const TABLE = { id: 'lpr-1y', 'title': { en: 'x', 'zh-CN': 'x' }, publisher: 'x', sources: ['https://example.com'], knownUntil: '2025-12-31' }
  const directoryWith = (file: string, content: object): string => {
    const directory = mkdtempSync(join(tmpdir(), 'rates-'))
    writeFileSync(join(directory, file), JSON.stringify(content))
    return directory
  }

  it.each<[string, string, object, RegExp]>([
    ['in disorder', 'lpr-1y.yaml', { ...TABLE, rates: [{ from: '2025-05-20', rate_bp: 300 }, { from: '2024-10-21', rate_bp: 310 }] }, /2024-10-21 stands after a later day/],
    ['under another name', 'lpr.yaml', { ...TABLE, rates: [{ from: '2025-05-20', rate_bp: 300 }] }, /must be called lpr-1y\.yaml/],
    ['that end before they begin', 'lpr-1y.yaml', { ...TABLE, rates: [{ from: '2026-05-20', rate_bp: 300 }] }, /knownUntil: lies before the last rate/],
    ['without a source', 'lpr-1y.yaml', { ...TABLE, sources: [], rates: [{ from: '2025-05-20', rate_bp: 300 }] }, /sources/],
    ['of half a basis point', 'lpr-1y.yaml', { ...TABLE, rates: [{ from: '2025-05-20', rate_bp: 300.5 }] }, /rate_bp/],
    ['one without the other', 'lpr-1y.yaml', { ...TABLE, rates: [{ from: '2025-05-20', rate_bp: 300 }] }, /lacks the rate table pboc-deposit-1y/],
  ])('refuses tables %s', (_, file, content, message) => {
    const load = () => loadRates(directoryWith(file, content))
    expect(load).toThrow(PolicyDataError)
    expect(load).toThrow(message)
  })
})
