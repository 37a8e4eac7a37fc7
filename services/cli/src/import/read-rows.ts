import { createReadStream } from 'node:fs'
import { CommandFailed, UsageError } from '../errors.js'
import { CsvParser, type CsvRecord } from './csv.js'
import { LineFault, type Fault } from './faults.js'

/** A line of data, read by column name. A column that the file does not have reads as empty. */
export interface Row {
  readonly line: number
  get(column: string): string
}

export interface Reading<T> {
  /** Lines of data, good or not. */
  readonly read: number
  /** Lines that say what an earlier line said already. */
  readonly repeated: number
  readonly good: readonly (T & { readonly line: number })[]
  readonly faults: readonly Fault[]
}

export interface RowShape<T> {
  /** Must stand in the header; others are ignored. The order of columns is free. */
  readonly columns: readonly string[]
  /** @throws LineFault */
  toItem(row: Row): T
  /** Two lines with the same key must say the same. */
  keyOf(item: T): string
}

/**
 * Reads a whole CSV file and tells good lines from faulty ones.
 * @throws UsageError when there is no such file, CommandFailed when it is not UTF-8 or lacks a column
 */
export const readRows = async <T extends object>(file: string, shape: RowShape<T>): Promise<Reading<T>> => {
  const good: (T & { line: number })[] = []
  const faults: Fault[] = []
  const lineOfKey = new Map<string, { readonly line: number; readonly content: string }>()
  let header: Header | undefined
  let read = 0
  let repeated = 0
  for await (const record of records(file)) {
    if (!header) {
      header = headerOf(file, record, shape.columns)
      continue
    }
    read += 1
    try {
      const item = shape.toItem(header.rowOf(record))
      const key = shape.keyOf(item)
      const content = JSON.stringify(item)
      const earlier = lineOfKey.get(key)
      if (earlier && earlier.content !== content) throw new LineFault('DuplicateKey', `${key} stands in line ${earlier.line} with other content: keep one of the two`)
      if (earlier) repeated += 1
      else {
        lineOfKey.set(key, { line: record.line, content })
        good.push({ ...item, line: record.line })
      }
    } catch (error) {
      if (!(error instanceof LineFault)) throw error
      faults.push({ file, line: record.line, code: error.code, message: error.message })
    }
  }
  if (!header) throw new CommandFailed(`${file} is empty: its first line must name the columns ${shape.columns.join(', ')}. Nothing was sent.`)
  return { read, repeated, good, faults }
}

interface Header {
  rowOf(record: CsvRecord): Row
}

const headerOf = (file: string, record: CsvRecord, needed: readonly string[]): Header => {
  const names = 'fields' in record ? record.fields.map((name) => name.trim()) : []
  const missing = needed.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    throw new CommandFailed(`${file}, line ${record.line}: the column ${missing.join(', ')} is missing. Found: ${names.join(', ') || 'error' in record && record.error}. Needed: ${needed.join(', ')}. Nothing was sent.`)
  }
  return {
    rowOf: (row) => {
      if ('error' in row) throw new LineFault('MalformedCsv', `${row.error}: put the field in quotes and double the quotes within it`)
      if (row.fields.length !== names.length) throw new LineFault('WrongColumnCount', `${row.fields.length} fields where the header names ${names.length}: put a field that holds a comma in quotes`)
      return { line: row.line, get: (column) => row.fields[names.indexOf(column)] ?? '' }
    },
  }
}

async function* records(file: string): AsyncGenerator<CsvRecord> {
  const parser = new CsvParser()
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    for await (const chunk of createReadStream(file)) yield* parser.push(decoder.decode(chunk as Buffer, { stream: true }))
    yield* parser.push(decoder.decode())
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new CommandFailed(`${file} is not UTF-8: save it as UTF-8. Nothing was sent.`)
    if (code?.startsWith('E') && !code.startsWith('ERR_')) throw new UsageError(`${file} cannot be read: ${message}`)
    throw error
  }
  yield* parser.end()
}
