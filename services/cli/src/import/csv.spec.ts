import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { CsvParser, type CsvRecord } from './csv.js'

const parse = (...pieces: string[]): CsvRecord[] => {
  const parser = new CsvParser()
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()]
}

const formatted = (rows: readonly (readonly string[])[], lineEnd: string): string =>
  rows.map((row) => row.map((field) => (/[",\r\n]/.test(field) || row.length === 1 ? `"${field.replaceAll('"', '""')}"` : field)).join(',') + lineEnd).join('')

describe('CSV', () => {
  it('gives back what was written, in pieces of any size', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', '"', '\n', '\r', '医', '😀') })
    const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 5 }), { maxLength: 8 })
    fc.assert(fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 7 }), (written, lineEnd, size) => {
      const characters = [...formatted(written, lineEnd)]
      const pieces = Array.from({ length: Math.ceil(characters.length / size) }, (_, index) => characters.slice(index * size, (index + 1) * size).join(''))
      expect(parse(...pieces).map((record) => ('fields' in record ? record.fields : record.error))).toEqual(written)
    }), { numRuns: 2_000 })
  })

  it('knows the line at which a record begins', () => {
    expect(parse('a,b\n"1\n2",3\n\n4,5')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['1\n2', '3'] },
      { line: 5, fields: ['4', '5'] },
    ])
  })

  it('passes over a byte order mark and empty lines', () => {
    expect(parse('\uFEFFa,b\r\n\r\n1,2\r\n')).toEqual([{ line: 1, fields: ['a', 'b'] }, { line: 3, fields: ['1', '2'] }])
  })

  it.each([
    ['text after a closing quote', '"1"x,2'],
    ['a quote inside a field that is not quoted', '1"x,2'],
    ['a carriage return without a line feed', '1\rx,2'],
  ])('tells %s and goes on with the next line', (error, line) => {
    expect(parse(`a,b\n${line}\n3,4\n`)).toEqual([{ line: 1, fields: ['a', 'b'] }, { line: 2, error }, { line: 3, fields: ['3', '4'] }])
  })

  it('tells where a quote was opened that is never closed', () => {
    expect(parse('a,b\n1,"2\n3,4\n')).toEqual([{ line: 1, fields: ['a', 'b'] }, { line: 2, error: 'a quote that is opened here is never closed' }])
  })
})
