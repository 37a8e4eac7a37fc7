import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'

export class AssignReviewDto {
  @ApiProperty({ description: 'Id of the reviewer: the subject of their token' })
  @IsString() @Length(1, 128)
  assignee: string
}
