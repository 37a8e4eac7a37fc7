import { Controller, Get, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { EventPage, EventsFilter } from './event.dto.js'
import { EventsQuery } from './events.query.js'

@ApiTags('events')
@ApiBearerAuth()
@ReadableBy('operations', 'auditor', 'admin', 'service')
@Controller('events')
export class EventsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'Your own events in the order in which they were recorded',
    description: 'Every event at least once, in order within its stream; notice repetitions by `id`. Ask again with `after` = `next` for what comes later.',
  })
  @ApiOkResponse({ type: EventPage })
  events(@CurrentCaller() caller: Caller, @Query() filter: EventsFilter): Promise<EventPage> {
    return this.queries.execute(new EventsQuery(caller.tenant, filter))
  }
}
