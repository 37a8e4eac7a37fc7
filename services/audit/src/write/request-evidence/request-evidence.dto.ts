import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsOptional, IsString, Length } from 'class-validator'
import { EVIDENCE_KINDS, type EvidenceKind } from '@recourse/policy'

export class RequestEvidenceDto {
  @ApiProperty({ enum: EVIDENCE_KINDS, isArray: true })
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(10) @IsIn(EVIDENCE_KINDS, { each: true })
  kinds: EvidenceKind[]

  @ApiPropertyOptional({ description: 'What exactly is needed; kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  note?: string
}
