import { Controller, Get, Headers, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { FLOW_MEDIA_TYPES, flowFormatOf, renderFlow } from '@recourse/flow-chart'
import { CurrentCaller, languageOf, ProblemError, ReadableBy, type Caller } from '@recourse/platform'
import { CaseFlowQuery } from './case-flow.query.js'
import { CaseFlowDto } from './case-flow.dto.js'

@ApiTags('review')
@ApiBearerAuth()
@ReadableBy('customer', 'agent', 'reviewer', 'doctor', 'supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor')
@Controller('refund-cases')
export class CaseFlowController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':caseId/flow')
  @ApiProduces(...Object.values(FLOW_MEDIA_TYPES))
  @ApiOperation({ summary: 'The chart of the case\'s pack with the way it took: places and branches, time used against time allowed, what is late' })
  async flow(
    @CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Query() { format, language }: CaseFlowDto, @Res() reply: FastifyReply,
    @Headers('accept') accept?: string, @Headers('accept-language') acceptLanguage?: string,
  ): Promise<void> {
    const wanted = format ?? flowFormatOf(accept)
    if (!wanted) throw new ProblemError('NotAcceptable', { offered: Object.values(FLOW_MEDIA_TYPES) })
    const { chart, path } = await this.queries.execute(new CaseFlowQuery(caller, caseId))
    await reply.header('content-type', `${FLOW_MEDIA_TYPES[wanted]}; charset=utf-8`).send(await renderFlow(chart, wanted, language ?? languageOf(acceptLanguage), path))
  }
}
