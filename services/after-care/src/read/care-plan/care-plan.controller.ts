import { Controller, Get, Headers, Param, ParseUUIDPipe } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, languageOf, ReadableBy, type Caller } from '@recourse/platform'
import { CarePlanView } from './care-plan.dto.js'
import { CarePlanQuery } from './care-plan.query.js'

@ApiTags('care plans')
@ApiBearerAuth()
@Controller('care-plans')
export class CarePlanController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':planId')
  @ReadableBy('customer', 'agent', 'doctor', 'supervisor', 'operations', 'auditor')
  @ApiOperation({ summary: 'One care plan: guidance for its project, tasks, problems; in zh-CN or en by Accept-Language; what was said of a problem only for its customer, agents, doctors, supervisors' })
  @ApiOkResponse({ type: CarePlanView })
  read(
    @CurrentCaller() caller: Caller, @Param('planId', ParseUUIDPipe) planId: string, @Headers('accept-language') acceptLanguage?: string,
  ): Promise<CarePlanView> {
    return this.queries.execute(new CarePlanQuery(caller, planId, languageOf(acceptLanguage)))
  }
}
