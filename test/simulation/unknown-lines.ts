import type { Instant } from '@recourse/kernel'
import { boundsOfDay, dayOf } from '@recourse/payment-channels'
import type { DayFacts, TheirEntry } from '@recourse/reconciliation'
import type { OpenedCase, PayoutStatus } from '@recourse/refund-case'
import type { ModelMovement } from './channel-model.js'
import type { PaymentChannels } from './payment-channels.js'
import type { PlannedCase } from './people.js'

/** A day of a channel, as far as its statement says of a tenant's cases what they do not know. */
export interface UnknownDay {
  readonly tenant: string
  readonly channel: string
  readonly day: string
  readonly facts: DayFacts
}

/** A payout in these has recorded that money left, or that it came back. */
const KNOWS: Readonly<Record<ModelMovement['direction'], readonly PayoutStatus[]>> = { out: ['confirmed', 'returned', 'surplus', 'recovered'], back: ['returned', 'recovered'] }

/** What the nightly reconciliation would find of a case: lines of days that are over. */
export const unknownDays = (planned: PlannedCase, { caseId, payouts }: OpenedCase, { models }: PaymentChannels, now: Instant): UnknownDay[] => {
  const { tenant } = planned.order
  return Object.entries(payouts).flatMap(([number, { channel, outRefundNo, status }]) => {
    const model = models.get(channel)
    const utcOffset_min = model?.rules.statementUtcOffset_min ?? 0
    const unknown = (model?.movements ?? []).filter((moved) => moved.outRefundNo === outRefundNo && !KNOWS[moved.direction].includes(status))
    return [...Map.groupBy(unknown, ({ at }) => dayOf(at, utcOffset_min))]
      .map(([day, moved]) => ({ tenant, channel, day, facts: { endsAt: boundsOfDay(day, utcOffset_min).before, ours: [], neighbours: [], theirs: moved.map((line) => entryOf(line, caseId, Number(number))) } }))
      .filter(({ facts }) => facts.endsAt <= now)
  })
}

const entryOf = ({ direction, outRefundNo, channelReference, amount, at }: ModelMovement, caseId: string, payoutNo: number): TheirEntry =>
  ({ kind: direction === 'out' ? 'refund' : 'return', outRefundNo, channelReference, amount, at, payout: { caseId, payoutNo } })
