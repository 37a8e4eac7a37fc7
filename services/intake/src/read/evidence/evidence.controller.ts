import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { EvidenceQuery } from './evidence.query.js'

@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('refund-cases')
export class EvidenceController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':caseId/evidence/:evidenceId')
  @ReadableBy('customer', 'agent', 'reviewer', 'doctor', 'supervisor', 'finance-checker', 'auditor')
  @ApiProduces('application/octet-stream')
  @ApiOperation({ summary: 'Download a piece of evidence, checked against the hash in its event; that it was downloaded is recorded in the case, of staff once a day' })
  async download(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Param('evidenceId', ParseUUIDPipe) evidenceId: string, @Res() reply: FastifyReply): Promise<void> {
    const { content, mediaType, sha256 } = await this.queries.execute(new EvidenceQuery(caller, caseId, evidenceId))
    await reply
      .headers({ 'content-type': mediaType, 'content-disposition': `attachment; filename="${sha256.slice(0, 16)}"`, 'x-content-type-options': 'nosniff', etag: `"${sha256}"` })
      .send(content)
  }
}
