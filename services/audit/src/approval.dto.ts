import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsInt, IsObject, IsOptional, IsPositive, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator'
import { money } from '@recourse/kernel'
import type { ApprovalFields } from '@recourse/refund-case'

export class BreakdownLineDto {
  @ApiProperty({ example: '未使用次数' })
  @IsString() @Length(1, 200)
  label: string

  @ApiProperty({ description: 'Minor units; negative for a deduction' })
  @IsInt() @Min(Number.MIN_SAFE_INTEGER) @Max(Number.MAX_SAFE_INTEGER)
  amount_minor: number
}

/** What one person approves, or proposes for a second one to confirm. */
export class ApprovalDto {
  @ApiProperty({ description: 'Minor units (fen, pence)', minimum: 1 })
  @IsInt() @IsPositive() @Max(Number.MAX_SAFE_INTEGER)
  amount_minor: number

  @ApiProperty({ example: 'CNY' })
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be an ISO 4217 code such as CNY' })
  currency: string

  @ApiPropertyOptional({ type: [BreakdownLineDto], description: 'How the amount came about; the lines add up to it' })
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => BreakdownLineDto)
  breakdown?: BreakdownLineDto[]
}

export const approvalFields = (body: ApprovalDto): ApprovalFields => ({
  amount: money(body.amount_minor, body.currency),
  breakdown: (body.breakdown ?? []).map(({ label, amount_minor }) => ({ label, minor: amount_minor })),
})
