import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { SurveyLinkQuery, SurveyLinkView } from './survey-link.query.js'

@ApiTags('surveys')
@ApiBearerAuth()
@Controller('refund-cases')
export class SurveyLinkController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':caseId/survey-link')
  @ReadableBy('agent', 'operations')
  @ApiOperation({ summary: 'The customer\'s link to the survey of a closed case, for staff to pass on' })
  @ApiOkResponse({ type: SurveyLinkView })
  read(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string): Promise<SurveyLinkView> {
    return this.queries.execute(new SurveyLinkQuery(caller.tenant, caseId))
  }
}
