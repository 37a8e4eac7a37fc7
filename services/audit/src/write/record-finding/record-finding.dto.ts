import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator'
import { FINDINGS } from '@recourse/refund-case'

export class RecordFindingDto {
  @ApiProperty({ description: 'Code of a review item of the case\'s pack, see GET /packs on intake', example: 'REASON_TRUE' })
  @IsString() @Length(1, 64)
  item: string

  @ApiProperty({ enum: FINDINGS })
  @IsIn(FINDINGS)
  finding: (typeof FINDINGS)[number]

  @ApiPropertyOptional({ type: [String], description: 'Evidence that the finding rests on' })
  @IsOptional() @IsArray() @ArrayMaxSize(40) @IsUUID(undefined, { each: true })
  evidenceIds?: string[]

  @ApiPropertyOptional({ description: 'Kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  note?: string
}
