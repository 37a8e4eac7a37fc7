import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'

export class ReleaseLegalHoldDto {
  @ApiProperty({ description: 'A short reason without personal data' })
  @IsString() @Length(1, 200)
  reason: string
}
