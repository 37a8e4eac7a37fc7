import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { ActionFilterDto, CorrectiveActionPage, SpotCheckFilterDto, SpotCheckPage, SpotCheckView } from './spot-checks.dto.js'
import { CorrectiveActionsQuery, SpotCheckQuery, SpotChecksQuery } from './spot-checks.query.js'

@ApiTags('spot checks')
@ApiBearerAuth()
@Controller()
export class SpotChecksController {
  constructor(private readonly queries: QueryBus) {}

  @Get('spot-checks')
  @ReadableBy('auditor', 'supervisor', 'operations', 'reviewer')
  @ApiOperation({ summary: 'Rounds of spot checks, newest first' })
  @ApiOkResponse({ type: SpotCheckPage })
  list(@CurrentCaller() caller: Caller, @Query() filter: SpotCheckFilterDto): Promise<SpotCheckPage> {
    return this.queries.execute(new SpotChecksQuery(caller.tenant, filter))
  }

  @Get('spot-checks/:roundId')
  @ReadableBy('auditor', 'supervisor', 'operations', 'reviewer')
  @ApiOperation({ summary: 'One round: the checklist, what was drawn and everything it takes to draw it again, checks and corrective actions' })
  @ApiOkResponse({ type: SpotCheckView })
  read(@CurrentCaller() caller: Caller, @Param('roundId', ParseUUIDPipe) roundId: string): Promise<SpotCheckView> {
    return this.queries.execute(new SpotCheckQuery(caller.tenant, roundId))
  }

  @Get('corrective-actions')
  @ReadableBy('auditor', 'agent', 'reviewer', 'doctor', 'supervisor', 'finance-maker', 'finance-checker', 'operations')
  @ApiOperation({ summary: 'What findings led to, what is due first first; your own, or everybody\'s for whoever oversees rounds' })
  @ApiOkResponse({ type: CorrectiveActionPage })
  actions(@CurrentCaller() caller: Caller, @Query() filter: ActionFilterDto): Promise<CorrectiveActionPage> {
    return this.queries.execute(new CorrectiveActionsQuery(caller, filter))
  }
}
