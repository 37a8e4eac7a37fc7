import { Controller, Get, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { CareTaskFilterDto, CareTaskPage } from './care-tasks.dto.js'
import { CareTasksQuery } from './care-tasks.query.js'

@ApiTags('care plans')
@ApiBearerAuth()
@Controller('care-tasks')
export class CareTasksController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ReadableBy('agent', 'doctor', 'supervisor', 'operations', 'auditor')
  @ApiOperation({ summary: 'What is to do in after-care, by owner, due time and status; what is due first comes first' })
  @ApiOkResponse({ type: CareTaskPage })
  list(@CurrentCaller() caller: Caller, @Query() filter: CareTaskFilterDto): Promise<CareTaskPage> {
    return this.queries.execute(new CareTasksQuery(caller.tenant, filter))
  }
}
