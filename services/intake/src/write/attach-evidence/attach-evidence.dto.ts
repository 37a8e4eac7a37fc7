import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional } from 'class-validator'
import { CaseAnswer } from '@recourse/platform'
import { EVIDENCE_KINDS, type EvidenceKind } from '@recourse/policy'
import { BODY_SITES, type BodySite } from '@recourse/refund-case'

export class AttachEvidenceDto {
  @ApiProperty({ enum: EVIDENCE_KINDS, description: 'What the file shows' })
  @IsIn(EVIDENCE_KINDS)
  kind: EvidenceKind

  @ApiPropertyOptional({ enum: BODY_SITES, description: 'Of a picture before or after a treatment: the part of the body it shows, so that the two can be compared' })
  @IsOptional() @IsIn(BODY_SITES)
  bodySite?: BodySite
}

export class AttachEvidenceAnswer extends CaseAnswer {
  @ApiProperty()
  evidenceId: string

  @ApiProperty({ description: 'SHA-256 of the content, hex' })
  sha256: string

  @ApiProperty()
  size_bytes: number

  @ApiProperty({ description: 'Told from the content' })
  mediaType: string
}
