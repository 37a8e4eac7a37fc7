import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, IsPositive, IsString, Length, Matches, Max, ValidateNested } from 'class-validator'
import type { Texts } from '@recourse/kernel'
import { CommandAnswer, IsLine, IsReference, IsTime } from '@recourse/platform'
import { CONSENT_FORMS, ORIGINS } from '@recourse/refund-case'

export class ContactDto {
  @ApiPropertyOptional()
  @IsOptional() @IsString() @Length(1, 100)
  name?: string

  @ApiPropertyOptional()
  @IsOptional() @IsString() @Length(1, 40)
  phone?: string
}

export class PayeeDto {
  @ApiProperty({ description: 'Name of the account holder: must be that of whoever paid for the order' })
  @IsLine() @Length(1, 100)
  name: string

  @ApiProperty({ description: 'Account or card number; kept sealed, only its last four digits are ever shown' })
  @IsLine() @Length(4, 64)
  account: string
}

export class ConsentDto {
  @ApiProperty({ enum: CONSENT_FORMS })
  @IsIn(CONSENT_FORMS)
  how: (typeof CONSENT_FORMS)[number]

  @ApiProperty({ description: 'Where it is kept: number of the letter or of the recording' })
  @IsReference()
  reference: string
}

export class RequestRefundDto {
  @ApiProperty({ description: 'The shop\'s own order number' })
  @IsString() @Length(1, 128)
  orderId: string

  @ApiProperty({ description: 'Policy pack that the request falls under, see GET /packs', example: 'food-delivery' })
  @IsString() @Length(1, 64)
  pack: string

  @ApiProperty({ description: 'Code of a reason of the pack', example: 'NOT_DELIVERED' })
  @IsString() @Length(1, 64)
  reason: string

  @ApiProperty({ description: 'Minor units (fen, pence)', minimum: 1 })
  @IsInt() @IsPositive() @Max(Number.MAX_SAFE_INTEGER)
  amount_minor: number

  @ApiProperty({ example: 'CNY' })
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be an ISO 4217 code such as CNY' })
  currency: string

  @ApiPropertyOptional({ enum: ORIGINS, default: 'ONLINE' })
  @IsOptional() @IsIn(ORIGINS)
  origin?: (typeof ORIGINS)[number]

  @ApiPropertyOptional({ description: 'Wanted way of payment: ORIGINAL, or another channel that the pack allows', default: 'ORIGINAL' })
  @IsOptional() @IsString() @Length(1, 64)
  way?: string

  @ApiPropertyOptional({ type: ConsentDto, description: 'How the customer agreed to another way than ORIGINAL, when somebody asks for them; their own request is their consent' })
  @IsOptional() @IsObject() @ValidateNested() @Type(() => ConsentDto)
  consent?: ConsentDto

  @ApiPropertyOptional({ description: 'What happened, in the customer\'s own words; kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  narrative?: string

  @ApiPropertyOptional({ type: ContactDto })
  @IsOptional() @IsObject() @ValidateNested() @Type(() => ContactDto)
  contact?: ContactDto

  @ApiPropertyOptional({ type: PayeeDto, description: 'Only when the money goes another way than it came' })
  @IsOptional() @IsObject() @ValidateNested() @Type(() => PayeeDto)
  payee?: PayeeDto

  @ApiPropertyOptional({ description: 'When the customer asked, for imported history; only the importer may state it' })
  @IsOptional() @IsTime()
  requestedAt?: string

  @ApiPropertyOptional({ type: [String], description: 'Ids of clauses that the customer has read and accepted' })
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 64, { each: true })
  acknowledgedClauses?: string[]
}

export class OpeningWarning {
  @ApiProperty({ example: 'LicenceExpired' })
  code: string

  @ApiProperty({ description: 'In English and Chinese', type: Object })
  titles: Texts

  @ApiProperty({ description: 'Number of the licence' })
  number: string

  @ApiProperty({ description: 'Its last day', example: '2026-12-31' })
  validUntil: string
}

export class RequestRefundAnswer extends CommandAnswer {
  @ApiProperty({ description: 'The refund case' })
  caseId: string

  @ApiProperty({ description: 'Your receipt: SHA-256 of the application as it was recorded, for ever (its event in GET /refund-cases/{id}/export)' })
  receiptSha256: string

  @ApiProperty({ description: 'Secret of this case: whoever has it may see the progress, without login and without personal data' })
  progressToken: string

  @ApiProperty()
  progressUrl: string

  @ApiProperty({ description: 'When the current step should be done' })
  expectedBy: string

  @ApiProperty({ type: [OpeningWarning], description: 'What the customer should know before going on; nothing is refused for it' })
  warnings: OpeningWarning[]
}
