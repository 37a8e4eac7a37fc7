import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'

export class LodgeAppealDto {
  @ApiProperty({ description: 'Why the refusal is wrong, in the customer\'s own words; kept sealed' })
  @IsString() @Length(1, 4000)
  narrative: string
}
