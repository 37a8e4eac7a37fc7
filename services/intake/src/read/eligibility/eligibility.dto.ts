import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsPositive, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator'
import type { Texts } from '@recourse/kernel'
import { EVIDENCE_KINDS, type EvidenceKind } from '@recourse/policy'
import { ORIGINS, type Eligibility } from '@recourse/refund-case'

export class UsedPartDto {
  @ApiProperty({ description: 'Visits, pieces… taken at one price', minimum: 1 })
  @IsInt() @IsPositive() @Max(1_000_000)
  units: number

  @ApiProperty({ description: 'Price of one unit before any discount' })
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER)
  listPrice_minor: number

  @ApiPropertyOptional({ description: 'Price of one unit as it was charged' })
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER)
  discountPrice_minor?: number
}

/** The body of a refund request, of which the amount may be left open. */
export class EligibilityDto {
  @ApiProperty({ description: 'The shop\'s own order number' })
  @IsString() @Length(1, 128)
  orderId: string

  @ApiProperty({ description: 'Policy pack that the request would fall under, see GET /packs', example: 'food-delivery' })
  @IsString() @Length(1, 64)
  pack: string

  @ApiProperty({ description: 'Code of a reason of the pack', example: 'NOT_DELIVERED' })
  @IsString() @Length(1, 64)
  reason: string

  @ApiPropertyOptional({ description: 'Minor units (fen, pence); left out: all that the order has left', minimum: 1 })
  @IsOptional() @IsInt() @IsPositive() @Max(Number.MAX_SAFE_INTEGER)
  amount_minor?: number

  @ApiPropertyOptional({ description: 'Left out: the order\'s', example: 'CNY' })
  @IsOptional() @Matches(/^[A-Z]{3}$/, { message: 'currency must be an ISO 4217 code such as CNY' })
  currency?: string

  @ApiPropertyOptional({ enum: ORIGINS, default: 'ONLINE' })
  @IsOptional() @IsIn(ORIGINS)
  origin?: (typeof ORIGINS)[number]

  @ApiPropertyOptional({ description: 'Wanted way of payment: ORIGINAL, or another that the pack allows', default: 'ORIGINAL' })
  @IsOptional() @IsString() @Length(1, 64)
  way?: string

  @ApiPropertyOptional({ enum: EVIDENCE_KINDS, isArray: true, description: 'Kinds of evidence at hand' })
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsIn(EVIDENCE_KINDS, { each: true })
  evidenceKinds?: EvidenceKind[]

  @ApiPropertyOptional({ type: [UsedPartDto], description: 'What was used of a prepaid contract; left out: nothing' })
  @IsOptional() @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => UsedPartDto)
  used?: UsedPartDto[]
}

export class EligibilityAnswer {
  @ApiProperty({ enum: ['YES', 'REFER', 'NO'], description: 'YES: approved without a person. REFER: a person decides; so does whoever asks late. NO: nothing is left to claim' })
  eligible: Eligibility['eligible']

  @ApiProperty({ description: 'What it would give: with REFER, at most' })
  amount_minor: number

  @ApiProperty()
  currency: string

  @ApiProperty({ description: 'Lines that add up to the amount: {label, minor, article?}; articles are those of 法释〔2025〕4号' })
  breakdown: Eligibility['breakdown']

  @ApiProperty({ description: 'What the answer rests on: {rule, text, citation?}' })
  why: readonly { readonly rule: string; readonly text: Texts; readonly citation?: object }[]

  @ApiProperty({ enum: EVIDENCE_KINDS, isArray: true })
  requiredEvidence: readonly EvidenceKind[]

  @ApiProperty({ enum: EVIDENCE_KINDS, isArray: true })
  missingEvidence: readonly EvidenceKind[]

  @ApiProperty({ description: '{until, late}: the last instant in time (null = no limit), and whether it has passed' })
  window: { readonly until: string | null; readonly late: boolean }

  @ApiPropertyOptional({ description: '{ruleId, verdict, inputs}: what the machine would say with all the evidence there' })
  automaticReview?: Eligibility['automaticReview']

  @ApiProperty({ description: '{secondApprover, settlement}' })
  needs: Eligibility['needs']

  @ApiProperty({ description: 'Stages ahead with role, clause and due time, each opened at the latest when the one before is due' })
  stages: Eligibility['stages']

  @ApiProperty({ description: 'Other ways to settle, with what is left of a prepaid contract' })
  alternatives: Eligibility['alternatives']
}
