import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger'
import type { Verification } from '@recourse/event-store'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { VerifyQuery } from './verify.query.js'

@ApiTags('audit')
@ApiBearerAuth()
@ReadableBy('auditor', 'supervisor', 'operations')
@Controller()
export class VerifyController {
  constructor(private readonly queries: QueryBus) {}

  @Get('verify')
  @ApiOperation({ summary: 'Prove that no event was changed, moved or removed; else name the first bad one' })
  everything(@CurrentCaller() caller: Caller): Promise<Verification> {
    return this.queries.execute(new VerifyQuery(caller.tenant))
  }

  @Get('refund-cases/:caseId/verify')
  @ApiOperation({ summary: 'The same for one case' })
  one(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string): Promise<Verification> {
    return this.queries.execute(new VerifyQuery(caller.tenant, caseId))
  }
}
