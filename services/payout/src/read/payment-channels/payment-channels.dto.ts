import { ApiProperty } from '@nestjs/swagger'
import { STOP_REASONS, type StopReason } from '@recourse/channel-switch'

export class StopView {
  @ApiProperty({ enum: STOP_REASONS })
  reason: StopReason

  @ApiProperty({ description: 'Subject of who stopped it; another person has to let it go on' })
  by: string

  @ApiProperty()
  at: string
}

export class DrillView {
  @ApiProperty()
  startedAt: string

  @ApiProperty()
  endedAt: string

  @ApiProperty({ description: 'Payouts that waited while the channel was stopped' })
  deferred: number

  @ApiProperty({ description: 'Payouts that were sent all the same: must be none' })
  leaked: number
}

export class ChannelRulesView {
  @ApiProperty({ description: 'Least time between two refunds of one payment' })
  minimumSpacing_ms: number

  @ApiProperty({ type: Number, nullable: true, description: 'Most refunds of one payment' })
  maxRefundsPerPayment: number | null

  @ApiProperty({ type: Number, nullable: true, description: 'Days after the payment within which it can be refunded' })
  window_days: number | null

  @ApiProperty()
  refundsPerSecond: number

  @ApiProperty()
  queriesPerSecond: number
}

export class PaymentChannelView {
  @ApiProperty()
  channel: string

  @ApiProperty({ enum: ['sending', 'stopped'] })
  state: 'sending' | 'stopped'

  @ApiProperty({ required: false, type: StopView })
  stop?: StopView

  @ApiProperty({ required: false, type: DrillView })
  lastDrill?: DrillView

  @ApiProperty({ enum: ['closed', 'half-open', 'open'], description: 'In the process that answers: `open` while the channel does not answer; `half-open` while one call tries it' })
  circuit: 'closed' | 'half-open' | 'open'

  @ApiProperty({ description: 'Whether it sends notices to POST /channel-notices/<channel>' })
  sendsNotices: boolean

  @ApiProperty({ type: ChannelRulesView })
  rules: ChannelRulesView
}

export class PaymentChannelList {
  @ApiProperty({ type: [PaymentChannelView] })
  items: PaymentChannelView[]
}
