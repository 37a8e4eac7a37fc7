import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator'
import { CHECKLIST, FINDINGS } from '@recourse/spot-check'

export class CheckAnswerDto {
  @ApiProperty({ enum: CHECKLIST.map(({ id }) => id) })
  @IsString() @Length(1, 64)
  item: string

  @ApiProperty({ enum: FINDINGS })
  @IsIn(FINDINGS)
  finding: (typeof FINDINGS)[number]
}

export class CompleteCheckDto {
  @ApiProperty({ type: [CheckAnswerDto], description: 'One finding for every item of the checklist, see GET /spot-checks/{roundId}' })
  @IsArray() @ArrayMaxSize(50) @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => CheckAnswerDto)
  answers: CheckAnswerDto[]

  @ApiPropertyOptional({ description: 'Kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  note?: string
}
