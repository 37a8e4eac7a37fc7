import { ApiProperty } from '@nestjs/swagger'
import { IsIn } from 'class-validator'
import { CommandAnswer } from '@recourse/platform'
import { EVIDENCE_KINDS, type EvidenceKind } from '@recourse/policy'

export class AttachEvidenceDto {
  @ApiProperty({ enum: EVIDENCE_KINDS, description: 'What the file shows' })
  @IsIn(EVIDENCE_KINDS)
  kind: EvidenceKind
}

export class AttachEvidenceAnswer extends CommandAnswer {
  @ApiProperty()
  evidenceId: string

  @ApiProperty({ description: 'SHA-256 of the content, hex' })
  sha256: string

  @ApiProperty()
  size_bytes: number

  @ApiProperty({ description: 'Told from the content' })
  mediaType: string
}
