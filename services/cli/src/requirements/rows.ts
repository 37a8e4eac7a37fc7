import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { CommandFailed } from '../errors.js'

export const SCOPES = ['flow', 'after-care', 'analytics', 'organisation'] as const

export interface Row {
  readonly id: string
  readonly scope: (typeof SCOPES)[number]
  readonly text: string
  readonly note?: string
}

export const ROWS_FILE = join('docs', 'requirements.yaml')

/** The checkout that a folder lies in. @throws CommandFailed outside one: an installed service has no tests. */
export const checkoutOf = (folder: string): string => {
  if (existsSync(join(folder, ROWS_FILE))) return folder
  if (dirname(folder) === folder) throw new CommandFailed(`there is no ${ROWS_FILE} here or above: run this in a checkout of Recourse.`)
  return checkoutOf(dirname(folder))
}

/** @throws CommandFailed when a row is not well formed or stands there twice */
export const readRows = (checkout: string): Row[] => {
  const { rows } = parse(readFileSync(join(checkout, ROWS_FILE), 'utf8')) as { rows: Row[] }
  for (const row of rows) if (!/^[A-Z]{2}\d+$/.test(row.id) || !SCOPES.includes(row.scope) || !row.text) throw new CommandFailed(`${ROWS_FILE}: row ${row.id} needs an id, a text and a scope (${SCOPES.join(', ')})`)
  const twice = rows.find(({ id }, index) => rows.findIndex((other) => other.id === id) !== index)
  if (twice) throw new CommandFailed(`${ROWS_FILE}: row ${twice.id} stands there twice`)
  return rows
}
