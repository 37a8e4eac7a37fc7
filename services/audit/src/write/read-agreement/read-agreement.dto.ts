import { ApiProperty } from '@nestjs/swagger'
import { Matches } from 'class-validator'

export class ReadAgreementDto {
  @ApiProperty({ description: 'SHA-256 of the document as downloaded; also its ETag' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'documentSha256 must be 64 hex digits' })
  documentSha256: string
}
