import { ApiProperty } from '@nestjs/swagger'
import { IsReference } from '@recourse/platform'
import { IsIn } from 'class-validator'
import { RESOLUTIONS, type ResolutionByPerson } from '@recourse/reconciliation'

export class ResolveDifferenceDto {
  @ApiProperty({ enum: RESOLUTIONS, description: '`WRITTEN_OFF` takes two people: the first proposes it, the second, a finance checker, sends the same' })
  @IsIn(RESOLUTIONS)
  how: ResolutionByPerson

  @ApiProperty({ description: 'A code or a voucher\'s number: it is kept for ever, so it names nobody and holds no number of a telephone or account', example: 'VOUCHER 2026-118' })
  @IsReference()
  reason: string
}
