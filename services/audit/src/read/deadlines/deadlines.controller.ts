import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import type { DeadlineExplanation } from '@recourse/refund-case'
import { DeadlinesQuery, ExplainDeadlineQuery, type Deadlines } from './deadlines.query.js'

@ApiTags('deadlines')
@ApiBearerAuth()
@ReadableBy('customer', 'agent', 'reviewer', 'doctor', 'supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor')
@Controller()
export class DeadlinesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('refund-cases/:caseId/deadlines')
  @ApiOperation({ summary: 'The due time of every stage that a case was in, and whether its clock stands still' })
  list(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string): Promise<Deadlines> {
    return this.queries.execute(new DeadlinesQuery(caller, caseId))
  }

  @Get('deadlines/:id/explain')
  @ApiParam({ name: 'id', description: '<caseId>.<stage>, as the list of a case\'s deadlines has it' })
  @ApiOperation({ summary: 'Why a stage is due when it is due: rule, clause, role, and every day that was counted, skipped or paused' })
  explain(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<DeadlineExplanation> {
    return this.queries.execute(new ExplainDeadlineQuery(caller, id))
  }
}
