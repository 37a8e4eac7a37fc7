import { Controller, Get, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { CaseFilterDto, CasePage, QueueFilterDto } from './cases.dto.js'
import { CasesQuery, ReviewQueueQuery } from './cases.query.js'

@ApiTags('review')
@ApiBearerAuth()
@ReadableBy('agent', 'reviewer', 'doctor', 'supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor', 'importer')
@Controller()
export class CasesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('refund-cases')
  @ApiOperation({ summary: 'All cases, oldest first' })
  @ApiOkResponse({ type: CasePage })
  list(@CurrentCaller() caller: Caller, @Query() filter: CaseFilterDto): Promise<CasePage> {
    return this.queries.execute(new CasesQuery(caller.tenant, filter))
  }

  @Get('review-queue')
  @ApiOperation({ summary: 'Cases that wait for a person: first what nobody has taken, the most urgent first' })
  @ApiOkResponse({ type: CasePage })
  queue(@CurrentCaller() caller: Caller, @Query() filter: QueueFilterDto): Promise<CasePage> {
    return this.queries.execute(new ReviewQueueQuery(caller.tenant, filter))
  }
}
