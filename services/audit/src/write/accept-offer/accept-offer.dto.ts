import { ApiProperty } from '@nestjs/swagger'
import { Matches } from 'class-validator'

export class AcceptOfferDto {
  @ApiProperty({ description: 'Hash of the offer as the case shows it: it proves that you saw what you accept' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'offerHash must be the offerHash of the offer (64 hex digits)' })
  offerHash: string
}
