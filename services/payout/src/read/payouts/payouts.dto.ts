import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional } from 'class-validator'
import { PageQuery, type Page } from '@recourse/platform'
import type { PayoutStatus } from '@recourse/refund-case'

export const PAYOUT_STATUSES = ['requested', 'submitted', 'unknown', 'failed', 'abnormal', 'confirmed', 'returned', 'surplus', 'recovered'] as const satisfies readonly PayoutStatus[]

const PAYOUT_NEEDS = ['correction', 'resubmission', 'clawback'] as const
export type PayoutNeed = (typeof PAYOUT_NEEDS)[number]

export class PayoutsDto extends PageQuery {
  @ApiPropertyOptional({ enum: PAYOUT_STATUSES })
  @IsOptional() @IsIn(PAYOUT_STATUSES)
  status?: PayoutStatus
}

export class CorrectionView {
  @ApiProperty()
  by: string

  @ApiProperty()
  at: string

  @ApiProperty({ description: 'Its place in the case: whoever sends the payout again names it as `correctionVersion`' })
  version: number

  @ApiProperty({ description: 'Where the money would go now; the last digits of the account stand on the slip' })
  channel: string
}

export class PayoutView {
  @ApiProperty()
  caseId: string

  @ApiProperty({ description: '1 for the first attempt to pay a case; every attempt has its own' })
  payoutNo: number

  @ApiProperty({ description: 'The number that the channel knows it by' })
  outRefundNo: string

  @ApiProperty({ enum: PAYOUT_STATUSES, description: '`unknown`: nobody knows yet whether the money left; the channel is asked on a ladder. `abnormal`: the money waits at the channel. `surplus`: it left although its number had been replaced; `recovered`: such money is back' })
  status: string

  @ApiProperty()
  amount_minor: number

  @ApiProperty()
  currency: string

  @ApiProperty()
  channel: string

  @ApiProperty({ required: false, description: 'Why it failed, came back, is not known or was not sent yet' })
  code?: string

  @ApiProperty({ required: false, description: 'The same as a sentence' })
  message?: { en: string; 'zh-CN': string }

  @ApiProperty({ description: 'How often the channel was asked without an outcome' })
  attempts: number

  @ApiProperty({ required: false, description: 'Nothing was sent yet; when it is tried again' })
  deferredUntil?: string

  @ApiProperty({ enum: PAYOUT_NEEDS, nullable: true, description: 'What a person has to do next; `clawback`: get the money back' })
  needs: PayoutNeed | null

  @ApiProperty({ required: false, description: 'A correction that waits for a second person' })
  correction?: CorrectionView

  @ApiProperty({ required: false, description: 'Payout number under which it was paid again' })
  resubmittedAs?: number

  @ApiProperty()
  requestedAt: string

  @ApiProperty({ required: false })
  sentAt?: string

  @ApiProperty({ required: false })
  settledAt?: string
}

export class PayoutPage implements Page<PayoutView> {
  @ApiProperty({ type: [PayoutView] })
  items: PayoutView[]

  @ApiProperty({ nullable: true, type: String, description: 'For `?after=`; null on the last page' })
  next: string | null
}
