import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsInt, IsObject, IsOptional, IsPositive, IsString, Length, Matches, Max, ValidateNested,
} from 'class-validator'
import { DELIVERY_STATUSES, type DeliveryStatus } from '@recourse/order'
import { IsTime } from '@recourse/platform'
import { PrepaidDto } from './prepaid.dto.js'

const LARGEST_MINOR = 1_000_000_000_000

export class PaymentLegDto {
  @ApiProperty({ description: 'Payment channel that took the money', example: 'sandbox' })
  @IsString() @Length(1, 64)
  channel: string

  @ApiProperty({ description: 'The channel\'s own reference of the payment' })
  @IsString() @Length(1, 128)
  reference: string

  @ApiProperty({ description: 'Minor units (fen, pence)', minimum: 1 })
  @IsInt() @IsPositive() @Max(LARGEST_MINOR)
  amount_minor: number
}

export class DeliveryDto {
  @ApiProperty({ enum: DELIVERY_STATUSES })
  @IsIn(DELIVERY_STATUSES)
  status: DeliveryStatus

  @ApiPropertyOptional({ description: 'Promised time of delivery, ISO 8601 with zone' })
  @IsOptional() @IsTime()
  eta?: string
}

export class RecordOrderDto {
  @ApiProperty({ description: 'The shop\'s own order number', example: 'A-1001' })
  @IsString() @Length(1, 128)
  orderId: string

  @ApiProperty({ description: 'ISO 8601 with zone', example: '2026-11-20T12:30:00+08:00' })
  @IsTime()
  placedAt: string

  @ApiProperty({ description: 'Pseudonym of the buyer: never a name or a phone number' })
  @IsString() @Length(1, 128)
  customerId: string

  @ApiProperty({ description: 'Minor units (fen, pence)', minimum: 1 })
  @IsInt() @IsPositive() @Max(LARGEST_MINOR)
  paid_minor: number

  @ApiProperty({ example: 'CNY' })
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be an ISO 4217 code such as CNY' })
  currency: string

  @ApiProperty({ type: [PaymentLegDto], description: 'How it was paid: refunds go back the same way. Adds up to paid_minor' })
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(20) @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => PaymentLegDto)
  paymentLegs: PaymentLegDto[]

  @ApiPropertyOptional({ description: 'In whose name it was paid; kept sealed. Money that goes to an account must go to one of this name. The first that is sent stands' })
  @IsOptional() @IsString() @Length(1, 100)
  payerName?: string

  @ApiPropertyOptional({ example: 'United Kingdom' })
  @IsOptional() @IsString() @Length(1, 100)
  country?: string

  @ApiPropertyOptional({ type: DeliveryDto })
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DeliveryDto)
  delivery?: DeliveryDto

  @ApiPropertyOptional({ type: PrepaidDto, description: 'The contract, when the order pays for something to be had later; may follow when the order is sent again' })
  @IsOptional() @IsObject() @ValidateNested() @Type(() => PrepaidDto)
  prepaid?: PrepaidDto
}
