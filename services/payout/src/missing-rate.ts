import type { Clock } from '@recourse/kernel'
import type { Logger } from '@recourse/platform'
import { shanghaiDay, type RateTables } from '@recourse/policy'

/** Says that interest on money that comes late will have to wait: contracts of today bear a rate that no table knows yet. */
export const warnOfMissingRate = (rates: RateTables, clock: Clock, logger: Logger): void => {
  const day = shanghaiDay(clock.now())
  if (rates.on(day).lpr1y_bp === undefined) logger.warn({ table: 'lpr-1y', day }, 'the LPR of today is not known: add it to libs/policy/rates/lpr-1y.yaml (docs/prepaid.md)')
}
