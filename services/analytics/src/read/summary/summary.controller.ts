import { Controller, Get, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { Summary, SummaryFilter } from './summary.dto.js'
import { SummaryQuery } from './summary.query.js'

@ApiTags('measures')
@ApiBearerAuth()
@ReadableBy('operations', 'supervisor', 'auditor', 'admin', 'importer', 'service')
@Controller('measures/summary')
export class SummaryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Every measure over a period, with its definition, target and whether it is met' })
  @ApiOkResponse({ type: Summary })
  summary(@CurrentCaller() caller: Caller, @Query() filter: SummaryFilter): Promise<Summary> {
    return this.queries.execute(new SummaryQuery(caller.tenant, filter))
  }
}
