import { toInstant, type Instant } from '@recourse/kernel'
import { LineFault } from './faults.js'
import type { Row } from './read-rows.js'

/** @throws LineFault MissingField */
export const text = (row: Row, column: string): string => {
  const value = row.get(column).trim()
  if (value === '') throw new LineFault('MissingField', `${column} is empty: fill it in`)
  return value
}

export const optionalText = (row: Row, column: string): string | undefined => row.get(column).trim() || undefined

/** Above zero. @throws LineFault MissingField, BadNumber */
export const wholeNumber = (row: Row, column: string): number => {
  const value = text(row, column)
  const number = Number(value)
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number === 0) {
    throw new LineFault('BadNumber', `${column} is ${shown(value)}: write a whole number above 0, without signs, separators or decimals`)
  }
  return number
}

/** @throws LineFault MissingField, BadDate */
export const time = (row: Row, column: string): Instant => {
  const value = text(row, column)
  try {
    return toInstant(value)
  } catch {
    throw new LineFault('BadDate', `${column} is ${shown(value)}: write a time of the calendar with its zone, such as 2011-02-28T09:30:00Z`)
  }
}

const shown = (value: string): string => JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
