import { ApiProperty } from '@nestjs/swagger'
import { IsIn } from 'class-validator'
import { REJECTION_REASONS, type RejectionReason } from '@recourse/transfer-batch'

export class RejectTransferBatchDto {
  @ApiProperty({ enum: REJECTION_REASONS })
  @IsIn(REJECTION_REASONS)
  reason: RejectionReason
}
