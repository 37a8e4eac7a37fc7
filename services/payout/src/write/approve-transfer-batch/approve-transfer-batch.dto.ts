import { ApiProperty } from '@nestjs/swagger'
import { Matches } from 'class-validator'

export class ApproveTransferBatchDto {
  @ApiProperty({ description: 'SHA-256 (64 hex digits) of the file that you were given: of its bytes, not copied from the list' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'fileSha256 must be 64 lower-case hex digits' })
  fileSha256: string
}
