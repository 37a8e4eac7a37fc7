import { Controller, Get, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { ComplaintFilterDto, ComplaintPage } from './complaints.dto.js'
import { ComplaintsQuery } from './complaints.query.js'

@ApiTags('complaints')
@ApiBearerAuth()
@Controller('complaints')
export class ComplaintsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ReadableBy('customer', 'agent', 'supervisor', 'operations', 'auditor')
  @ApiOperation({ summary: 'Complaints, newest first, without their words' })
  @ApiOkResponse({ type: ComplaintPage })
  list(@CurrentCaller() caller: Caller, @Query() filter: ComplaintFilterDto): Promise<ComplaintPage> {
    return this.queries.execute(new ComplaintsQuery(caller, filter))
  }
}
