import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import type { CaseBundle } from './bundle.js'
import { ExportQuery } from './export.query.js'

@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('refund-cases')
export class ExportController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':caseId/export')
  @ReadableBy('customer', 'agent', 'supervisor', 'auditor')
  @ApiProduces('application/json')
  @ApiOperation({ summary: 'Everything that is kept of a case, as one JSON document that proves itself: bundleSha256 is the SHA-256 of the canonical JSON of all the rest' })
  async export(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<CaseBundle> {
    const bundle = await this.queries.execute(new ExportQuery(caller, caseId))
    reply.headers({ 'content-disposition': `attachment; filename="refund-case-${caseId}.json"`, 'cache-control': 'no-store' })
    return bundle
  }
}
