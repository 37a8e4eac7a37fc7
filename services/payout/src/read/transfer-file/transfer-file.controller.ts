import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { TransferFileQuery } from './transfer-file.query.js'

@ApiTags('bank transfers')
@ApiBearerAuth()
@ReadableBy('finance-maker', 'finance-checker', 'auditor')
@Controller('transfer-batches')
export class TransferFileController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':batchId/file')
  @ApiProduces('text/csv')
  @ApiOperation({
    summary: 'The exact bytes of the file, with payees; the ETag is its SHA-256, which is what is approved. Once it is approved, and while the channel is not stopped, `file-signature` holds our signature for the bank. '
      + 'That it was downloaded is recorded, of the same person once a day; more than 30 days after it was sent only auditors are given it',
  })
  async download(@CurrentCaller() caller: Caller, @Param('batchId', ParseUUIDPipe) batchId: string, @Res() reply: FastifyReply): Promise<void> {
    const { content, fileSha256, signature } = await this.queries.execute(new TransferFileQuery(caller, batchId))
    await reply
      .headers({
        'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="transfers-${batchId}.csv"`, etag: `"${fileSha256}"`, 'cache-control': 'no-store',
        ...(signature ? { 'file-signature': signature } : {}),
      })
      .send(Buffer.from(content))
  }
}
