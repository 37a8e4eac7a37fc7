import { Controller, Get, Headers, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { csvOf } from './csv.js'
import { DifferencePage, DifferencesDto, ReconciliationPage, ReconciliationsDto, ReconciliationView } from './reconciliations.dto.js'
import { DifferencesQuery, ReconciliationQuery, ReconciliationsQuery } from './reconciliations.query.js'

@ApiTags('reconciliation')
@ApiBearerAuth()
@ReadableBy('finance-maker', 'finance-checker', 'operations', 'auditor')
@Controller()
export class ReconciliationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('reconciliations')
  @ApiOperation({ summary: 'Days of channels that were reconciled with their statements, newest first' })
  @ApiOkResponse({ type: ReconciliationPage })
  list(@CurrentCaller() caller: Caller, @Query() asked: ReconciliationsDto): Promise<ReconciliationPage> {
    return this.queries.execute(new ReconciliationsQuery(caller, asked))
  }

  @Get('reconciliations/:reconciliationId')
  @ApiProduces('application/json', 'text/csv')
  @ApiOperation({ summary: 'The report of one day: the last run and every difference; as CSV with `Accept: text/csv`' })
  @ApiOkResponse({ type: ReconciliationView })
  async one(
    @CurrentCaller() caller: Caller, @Param('reconciliationId', ParseUUIDPipe) reconciliationId: string, @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept') accept = '',
  ): Promise<ReconciliationView | string> {
    const report = await this.queries.execute(new ReconciliationQuery(caller, reconciliationId))
    void reply.header('vary', 'accept')
    if (!/^\s*text\/csv\b/.test(accept)) return report
    void reply.header('content-type', 'text/csv; charset=utf-8')
    void reply.header('content-disposition', `attachment; filename="reconciliation-${report.channel}-${report.day}.csv"`)
    return csvOf(report)
  }

  @Get('reconciliation-differences')
  @ApiOperation({ summary: 'Differences of all days and channels, oldest first: what finance has to look into' })
  @ApiOkResponse({ type: DifferencePage })
  differences(@CurrentCaller() caller: Caller, @Query() asked: DifferencesDto): Promise<DifferencePage> {
    return this.queries.execute(new DifferencesQuery(caller, asked))
  }
}
