import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsInt, IsOptional, IsPositive, Matches, Max, Min } from 'class-validator'
import { money, toInstant } from '@recourse/kernel'
import { IsTime } from '@recourse/platform'
import { PAYOUT_WAYS, REMEDY_KINDS, type PayoutWay, type RemedyKind } from '@recourse/policy'
import type { OfferTerms } from '@recourse/refund-case'

/** What one side would settle for. */
export class OfferDto {
  @ApiProperty({ description: 'Minor units (fen, pence); 0 only with a remedy', minimum: 0 })
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER)
  amount_minor: number

  @ApiProperty({ example: 'CNY' })
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be an ISO 4217 code such as CNY' })
  currency: string

  @ApiPropertyOptional({ enum: PAYOUT_WAYS, default: 'ORIGINAL', description: 'Another way than the original one is agreed only by the customer\'s own offer or acceptance' })
  @IsOptional() @IsIn(PAYOUT_WAYS)
  way?: PayoutWay

  @ApiPropertyOptional({ enum: REMEDY_KINDS, description: 'Something other than money, instead of it or beside it' })
  @IsOptional() @IsIn(REMEDY_KINDS)
  remedy?: RemedyKind

  @ApiPropertyOptional({ description: 'Days from the acceptance to the money; the policy\'s when left out, and never more' })
  @IsOptional() @IsInt() @IsPositive() @Max(366)
  payWithin_days?: number

  @ApiPropertyOptional({ description: 'Until when the offer stands; the policy\'s time when left out, and never longer' })
  @IsOptional() @IsTime()
  expiresAt?: string
}

export const offerTerms = ({ amount_minor, currency, way = 'ORIGINAL', remedy, payWithin_days, expiresAt }: OfferDto): OfferTerms => ({
  amount: money(amount_minor, currency), way,
  ...(remedy ? { remedy } : {}), ...(payWithin_days ? { payWithin_days } : {}), ...(expiresAt ? { expiresAt: toInstant(expiresAt) } : {}),
})
