import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'

export class PersonParam {
  @ApiProperty({ description: 'Pseudonym of the customer, as their orders name them' })
  @IsString() @Length(1, 128)
  personId: string
}

export class ErasureAnswer {
  @ApiProperty()
  personId: string

  @ApiProperty({ description: 'How many cases of theirs keep their events, without what was personal in them' })
  cases: number
}
