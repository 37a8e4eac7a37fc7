import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { MomentDto } from './history.dto.js'
import { HistoryQuery, StateQuery, type History, type StateAt } from './history.query.js'

@ApiTags('audit')
@ApiBearerAuth()
@ReadableBy('auditor', 'supervisor', 'reviewer', 'operations')
@Controller('refund-cases')
export class HistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':caseId/history')
  @ApiOperation({ summary: 'Every event of a case: who, when, under which role, why, and the chain of hashes' })
  history(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string): Promise<History> {
    return this.queries.execute(new HistoryQuery(caller, caseId))
  }

  @Get(':caseId/state')
  @ApiOperation({ summary: 'The case as it was after an event (version) or at a time (as_of)' })
  state(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Query() moment: MomentDto): Promise<StateAt> {
    return this.queries.execute(new StateQuery(caller, caseId, moment))
  }
}
