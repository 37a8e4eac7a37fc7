import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'

export class AssignCheckDto {
  @ApiProperty({ description: 'Subject of whoever is to check the case; nobody who handled it' })
  @IsString() @Length(1, 128)
  checker: string
}
