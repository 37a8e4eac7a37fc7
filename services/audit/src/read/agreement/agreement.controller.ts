import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { documentOf } from '../../agreement/agreement-document.js'
import { AgreementQuery, type AgreementView } from './agreement.query.js'

@ApiTags('settlement')
@ApiBearerAuth()
@ReadableBy('customer', 'agent', 'reviewer', 'supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor')
@Controller('refund-cases')
export class AgreementController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':caseId/agreement')
  @ApiProduces('application/pdf')
  @ApiOperation({ summary: 'The agreement as PDF, rendered again and checked against the hash in its event; the ETag is its SHA-256' })
  async document(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Res() reply: FastifyReply): Promise<void> {
    const { statement, readAt, signedBy, ...drafted } = await this.queries.execute(new AgreementQuery(caller, caseId))
    const content = Buffer.from(documentOf(drafted))
    const { documentSha256 } = drafted
    await reply
      .headers({
        'content-type': 'application/pdf', 'content-disposition': `inline; filename="agreement-${documentSha256.slice(0, 16)}.pdf"`,
        'x-content-type-options': 'nosniff', etag: `"${documentSha256}"`,
      })
      .send(content)
  }

  @Get(':caseId/agreement.json')
  @ApiOperation({ summary: 'The agreement as data: its terms, its hash, and which party has read and signed it' })
  data(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string): Promise<AgreementView> {
    return this.queries.execute(new AgreementQuery(caller, caseId))
  }
}
