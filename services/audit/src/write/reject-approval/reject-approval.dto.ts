import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length, Matches } from 'class-validator'

export class RejectApprovalDto {
  @ApiProperty({ description: 'Hash of what was proposed' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'approvalHash must be the approvalHash of the proposal (64 hex digits)' })
  approvalHash: string

  @ApiProperty({ description: 'A short reason without personal data' })
  @IsString() @Length(1, 200)
  reason: string
}
