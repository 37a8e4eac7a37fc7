import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional } from 'class-validator'
import { PageQuery } from '@recourse/platform'
import { RETURN_OUTCOMES, type BatchStatus } from '@recourse/transfer-batch'

export const BATCH_STATUSES = ['cut', 'approved', 'rejected', 'sent'] as const satisfies readonly BatchStatus[]

export class TransferBatchesDto extends PageQuery {
  @ApiPropertyOptional({ enum: BATCH_STATUSES })
  @IsOptional() @IsIn(BATCH_STATUSES)
  status?: BatchStatus
}

export class TransferBatchItem {
  @ApiProperty({ description: 'Also the number of its file at the bank' })
  batchId: string

  @ApiProperty({ enum: BATCH_STATUSES, description: '`cut` waits for the checker, `approved` is on its way, `sent` is at the bank' })
  status: string

  @ApiProperty()
  channel: string

  @ApiProperty({ description: 'SHA-256 (hex) of the file: what is approved' })
  fileSha256: string

  @ApiProperty({ description: 'How many' })
  instructions: number

  @ApiProperty()
  total_minor: number

  @ApiProperty()
  currency: string

  @ApiProperty()
  maker: string

  @ApiProperty({ nullable: true, type: String, description: 'Who approved or rejected it' })
  checker: string | null

  @ApiProperty()
  cutAt: Date

  @ApiProperty({ nullable: true, type: Date })
  decidedAt: Date | null

  @ApiProperty({ nullable: true, type: Date })
  sentAt: Date | null

  @ApiProperty({ nullable: true, type: String, description: 'Why it did not leave; REFUSED_BY_BANK when the bank took none of it' })
  rejection: string | null

  @ApiProperty({ description: 'Instructions that the bank paid' })
  paid: number

  @ApiProperty({ description: 'Instructions that failed at the bank' })
  failed: number

  @ApiProperty({ description: 'Paid transfers that came back' })
  returned: number

  @ApiProperty()
  version: number
}

export class TransferQueueView {
  @ApiProperty({ description: 'Transfers that are in no batch yet' })
  count: number

  @ApiProperty({ description: 'What they come to, in fen' })
  total_minor: number
}

export class TransferBatchPage {
  @ApiProperty({ type: [TransferBatchItem] })
  items: TransferBatchItem[]

  @ApiProperty({ nullable: true, type: String })
  next: string | null

  @ApiProperty({ type: TransferQueueView })
  queued: TransferQueueView
}

export class BatchedTransferView {
  @ApiProperty()
  outRefundNo: string

  @ApiProperty()
  amount_minor: number

  @ApiProperty()
  currency: string

  @ApiPropertyOptional({ description: 'Last four digits of the payee\'s account; the rest stands in the file only' })
  accountLast4?: string

  @ApiPropertyOptional({ enum: RETURN_OUTCOMES, description: 'What the bank says of it; absent until it has said something' })
  outcome?: string

  @ApiPropertyOptional({ description: 'Why it failed or came back' })
  code?: string

  @ApiPropertyOptional({ description: 'The same as a sentence' })
  message?: { en: string; 'zh-CN': string }
}

export class TransferBatchView {
  @ApiProperty()
  batchId: string

  @ApiProperty({ enum: BATCH_STATUSES })
  status: string

  @ApiProperty()
  channel: string

  @ApiProperty()
  fileSha256: string

  @ApiProperty()
  total_minor: number

  @ApiProperty()
  currency: string

  @ApiProperty()
  maker: string

  @ApiProperty()
  cutAt: string

  @ApiPropertyOptional()
  checker?: string

  @ApiPropertyOptional()
  decidedAt?: string

  @ApiPropertyOptional()
  sentAt?: string

  @ApiPropertyOptional()
  rejection?: string

  @ApiProperty({ type: [BatchedTransferView] })
  instructions: BatchedTransferView[]

  @ApiProperty({ type: [String], description: 'Numbers of the return files that were read' })
  returnFiles: string[]

  @ApiProperty()
  version: number
}
