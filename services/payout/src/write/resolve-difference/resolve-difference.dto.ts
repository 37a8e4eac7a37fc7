import { ApiProperty } from '@nestjs/swagger'
import { IsIn, IsString, Length } from 'class-validator'
import { RESOLUTIONS, type ResolutionByPerson } from '@recourse/reconciliation'

export class ResolveDifferenceDto {
  @ApiProperty({ enum: RESOLUTIONS, description: '`WRITTEN_OFF` takes two people: the first proposes it, the second, a finance checker, sends the same' })
  @IsIn(RESOLUTIONS)
  how: ResolutionByPerson

  @ApiProperty({ description: 'A code, a voucher\'s number or a short phrase without personal data', example: 'VOUCHER 2026-118' })
  @IsString() @Length(1, 200)
  reason: string
}
