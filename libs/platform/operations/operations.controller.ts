import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common'
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger'
import { IsString, Length } from 'class-validator'
import type { ConsumerStatus, QuarantinedEvent, RebuildProgress } from '@recourse/event-flow'
import { ReadableBy } from '../auth/auth.guard.js'
import { answerOf, CommandAnswer } from '../http/command-answer.js'
import { ProblemError } from '../http/problem.js'
import { CurrentCaller, type Caller } from '../http/request-context.js'
import { ConsumerHost } from './consumer-host.js'

class SkipReason {
  @ApiProperty({ description: 'Why this consumer goes on without the event; recorded for ever' })
  @IsString() @Length(3, 500)
  reason: string
}

/** For operators: how the consumers of the installation are, and what to do with events that one of them cannot handle. */
@ApiTags('operations')
@ApiBearerAuth()
@Controller('operations')
export class OperationsController {
  constructor(private readonly host: ConsumerHost) {}

  @Get('consumers')
  @ReadableBy('admin', 'operations', 'auditor', 'importer')
  @ApiOperation({ summary: 'Every projection, policy and relay of the installation, and how far each is behind the event log' })
  async consumers(): Promise<{ items: ConsumerStatus[] }> {
    return { items: await this.host.status() }
  }

  @Post('projections/:name/rebuild')
  @ReadableBy('admin', 'operations')
  @HttpCode(202)
  @ApiOperation({ summary: 'Build a view anew beside itself, compare, and switch; a rebuild that waits or runs is joined' })
  rebuild(@Param('name') name: string): Promise<RebuildProgress> {
    return this.host.rebuild(name)
  }

  @Get('rebuilds/:id')
  @ReadableBy('admin', 'operations', 'auditor')
  @ApiOperation({ summary: 'How far a rebuild is' })
  rebuildProgress(@Param('id') id: string): Promise<RebuildProgress> {
    return this.host.rebuildOf(id)
  }

  @Get('quarantine')
  @ReadableBy('admin', 'operations', 'auditor')
  @ApiOperation({ summary: 'Events that a consumer could not handle; later events of the same stream wait behind them' })
  async quarantine(@CurrentCaller() caller: Caller): Promise<{ items: QuarantinedEvent[] }> {
    return { items: await this.host.quarantine.list({ tenant: caller.tenant }) }
  }

  @Post('quarantine/:id/retry')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Try again from the event that failed, in order' })
  async retry(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<CommandAnswer> {
    await this.mustBeOwn(caller, id)
    return answerOf(await this.host.quarantine.requestRetry(id, caller.identity.actor, caller.derivedId(`quarantine/${id}`)))
  }

  @Post('quarantine/:id/skip')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Go on behind the event that failed; the reason is recorded' })
  async skip(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() { reason }: SkipReason): Promise<CommandAnswer> {
    await this.mustBeOwn(caller, id)
    return answerOf(await this.host.quarantine.skip(id, reason, caller.identity.actor, caller.derivedId(`quarantine/${id}`)))
  }

  private async mustBeOwn(caller: Caller, id: string): Promise<void> {
    const own = await this.host.quarantine.list({ tenant: caller.tenant })
    if (!own.some((event) => event.id === id)) throw new ProblemError('NotFound')
  }
}
