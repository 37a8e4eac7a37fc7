import { ApiProperty } from '@nestjs/swagger'
import { ABANDON_REASONS, type AbandonReason } from '@recourse/spot-check'
import { IsIn } from 'class-validator'

export class AbandonSpotCheckDto {
  @ApiProperty({ enum: ABANDON_REASONS, description: 'TOO_LARGE = more cases than a round can hold, SEED_LOST = nobody has the seed any more, MISTAKE = announced by mistake' })
  @IsIn(ABANDON_REASONS)
  reason: AbandonReason
}
