import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { ComplaintQuery, ComplaintView } from './complaint.query.js'

@ApiTags('complaints')
@ApiBearerAuth()
@Controller('complaints')
export class ComplaintController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':complaintId')
  @ReadableBy('customer', 'agent', 'supervisor', 'operations')
  @ApiOperation({ summary: 'One complaint; with what was said for whoever may answer it and for its customer' })
  @ApiOkResponse({ type: ComplaintView })
  read(@CurrentCaller() caller: Caller, @Param('complaintId', ParseUUIDPipe) complaintId: string): Promise<ComplaintView> {
    return this.queries.execute(new ComplaintQuery(caller, complaintId))
  }
}
