import { ApiProperty } from '@nestjs/swagger'
import { Matches } from 'class-validator'

export class RevealSpotCheckDto {
  @ApiProperty({ description: 'The seed whose hash was announced' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'seed must be 64 lower-case hex digits' })
  seed: string
}
