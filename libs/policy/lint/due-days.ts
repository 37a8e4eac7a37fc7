import { isObject } from './content.js'

const DAYS_A_WEEK = 7
const WORKING_DAYS_A_WEEK = 5
const HOURS_A_DAY = 24

/** Whether it is a due time: one positive whole number of hours, working days or days. */
export const isDue = (value: unknown): boolean => isObject(value) && ['hours', 'workingDays', 'days'].some((unit) => isCount(value[unit]))

/**
 * The least number of calendar days that due times one after the other take, in weeks without holidays; undefined when one of them is none.
 * The least, because a longer wait over a holiday has a good reason.
 */
export const leastDays = (dues: readonly unknown[]): number | undefined => {
  if (!dues.every(isDue)) return undefined
  const sum = (unit: string): number => dues.reduce<number>((total, due) => total + countIn(due, unit), 0)
  return sum('days') + sum('hours') / HOURS_A_DAY + calendarDays(sum('workingDays'))
}

const calendarDays = (workingDays: number): number => Math.floor(workingDays / WORKING_DAYS_A_WEEK) * DAYS_A_WEEK + (workingDays % WORKING_DAYS_A_WEEK)

const countIn = (due: unknown, unit: string): number => (isObject(due) && isCount(due[unit]) ? due[unit] : 0)

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0
