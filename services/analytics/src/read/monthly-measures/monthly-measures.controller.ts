import { Controller, Get, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { MonthlyMeasures, MonthlyMeasuresFilter } from './monthly-measures.dto.js'
import { MonthlyMeasuresQuery } from './monthly-measures.query.js'

@ApiTags('measures')
@ApiBearerAuth()
@ReadableBy('operations', 'supervisor', 'auditor', 'admin', 'importer', 'service')
@Controller('measures/monthly')
export class MonthlyMeasuresController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'Orders, cases and refunds per month',
    description: 'Orders know no policy pack: with `pack`, all orders in that pack\'s currency are counted, as those that could have led to one of its cases.',
  })
  @ApiOkResponse({ type: MonthlyMeasures })
  monthly(@CurrentCaller() caller: Caller, @Query() filter: MonthlyMeasuresFilter): Promise<MonthlyMeasures> {
    return this.queries.execute(new MonthlyMeasuresQuery(caller.tenant, filter))
  }
}
