import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { CaseQuery, type CaseView } from './case.query.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class CaseController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':caseId')
  @ReadableBy('customer', 'agent', 'reviewer', 'doctor', 'supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor', 'importer')
  @ApiOperation({ summary: 'One case as it stands now, without personal data; for its customer also without the work of staff' })
  read(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string): Promise<CaseView> {
    return this.queries.execute(new CaseQuery(caller, caseId))
  }
}
