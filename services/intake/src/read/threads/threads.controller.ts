import { Controller, Get, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, PageQuery, ReadableBy, type Caller } from '@recourse/platform'
import { ContactTaskPage, UnansweredPage } from './threads.dto.js'
import { ContactTasksQuery, UnansweredQuery } from './threads.query.js'

@ApiTags('messages')
@ApiBearerAuth()
@ReadableBy('agent', 'reviewer', 'doctor', 'supervisor', 'operations', 'auditor')
@Controller()
export class ThreadsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('messages/unanswered')
  @ApiOperation({ summary: 'Cases whose customer waits for an answer, the most urgent first' })
  @ApiOkResponse({ type: UnansweredPage })
  unanswered(@CurrentCaller() caller: Caller, @Query() page: PageQuery): Promise<UnansweredPage> {
    return this.queries.execute(new UnansweredQuery(caller.tenant, page))
  }

  @Get('contact-tasks')
  @ApiOperation({ summary: 'Customers who have not read a notice in time: somebody tells them; a recorded contact that reached them ends it' })
  @ApiOkResponse({ type: ContactTaskPage })
  tasks(@CurrentCaller() caller: Caller, @Query() page: PageQuery): Promise<ContactTaskPage> {
    return this.queries.execute(new ContactTasksQuery(caller.tenant, page))
  }
}
