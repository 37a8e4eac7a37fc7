import { ApiProperty } from '@nestjs/swagger'
import { Matches } from 'class-validator'

export class ConfirmApprovalDto {
  @ApiProperty({ description: 'Hash of what was proposed: it proves that you saw what you confirm' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'approvalHash must be the approvalHash of the proposal (64 hex digits)' })
  approvalHash: string
}
