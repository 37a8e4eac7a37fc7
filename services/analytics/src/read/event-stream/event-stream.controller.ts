import { Controller, Get, Headers, Query, Res } from '@nestjs/common'
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger'
import { IsOptional, IsString, Length } from 'class-validator'
import type { FastifyReply } from 'fastify'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { EventFilter } from '../events/event.dto.js'
import { EventStreams } from './event-streams.js'

class EventStreamFilter extends EventFilter {
  @ApiPropertyOptional({ description: 'Start after this position; Last-Event-ID goes before it. From the first event of all when neither is there' })
  @IsOptional() @IsString() @Length(1, 100)
  after?: string
}

@ApiTags('events')
@ApiBearerAuth()
@ReadableBy('operations', 'auditor', 'admin', 'service')
@Controller('events/stream')
export class EventStreamController {
  constructor(private readonly streams: EventStreams) {}

  @Get()
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Where to go on; browsers send it by themselves' })
  @ApiProduces('text/event-stream')
  @ApiOperation({
    summary: 'Your own events as they are recorded (server-sent events)',
    description: '`data` is an event as in `GET /events`, `id` its position. At least once, in order within a stream. A comment comes every 15 s; after an hour the stream ends and is to be resumed.',
  })
  async follow(
    @CurrentCaller() { tenant }: Caller, @Query() { types, after }: EventStreamFilter,
    @Headers('last-event-id') lastEventId: string | undefined, @Res() reply: FastifyReply,
  ): Promise<void> {
    const left = new AbortController()
    reply.raw.once('close', () => left.abort())
    const stream = await this.streams.follow({ tenant, types }, lastEventId || after, left.signal)
    void reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' }).send(stream)
  }
}
