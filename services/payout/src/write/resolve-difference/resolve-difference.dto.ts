import { ApiProperty } from '@nestjs/swagger'
import { IsIn, Matches } from 'class-validator'
import { RESOLUTIONS, type ResolutionByPerson } from '@recourse/reconciliation'

/** No names in Chinese, no telephone, identity or account numbers. */
const REFERENCE = /^(?!.*\d{11})[\x20-\x7e]{1,64}$/

export class ResolveDifferenceDto {
  @ApiProperty({ enum: RESOLUTIONS, description: '`WRITTEN_OFF` takes two people: the first proposes it, the second, a finance checker, sends the same' })
  @IsIn(RESOLUTIONS)
  how: ResolutionByPerson

  @ApiProperty({ description: 'A code or a voucher\'s number: it is kept for ever, so it names nobody and holds no number of a telephone or account', example: 'VOUCHER 2026-118' })
  @Matches(REFERENCE, { message: 'reason must be a code or a voucher\'s number: at most 64 Latin letters, digits and signs, not 11 digits in a row' })
  reason: string
}
