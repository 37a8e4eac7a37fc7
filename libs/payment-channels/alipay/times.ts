import { addMilliseconds, toInstant, type Instant } from '@recourse/kernel'
import { CHINA_UTC_OFFSET_MIN } from '../days.js'

const BEIJING_TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,3})?$/

/** `2026-01-01 10:00:00`, as Alipay writes every time. */
export const beijingTime = (at: Instant): string => addMilliseconds(at, CHINA_UTC_OFFSET_MIN * 60_000).slice(0, 19).replace('T', ' ')

/** @throws RangeError when it is not a time as Alipay writes it */
export const instantOf = (time: string): Instant => {
  if (!BEIJING_TIME.test(time)) throw new RangeError('not a time in Beijing')
  return toInstant(`${time.slice(0, 19).replace(' ', 'T')}+08:00`)
}

export const isBeijingTime = (text: string): boolean => {
  try {
    instantOf(text)
    return true
  } catch {
    return false
  }
}
