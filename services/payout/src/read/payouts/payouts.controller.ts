import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, PageQuery, ReadableBy, type Caller } from '@recourse/platform'
import { PayoutPage, PayoutsDto } from './payouts.dto.js'
import { PayoutsOfCaseQuery, PayoutsQuery } from './payouts.query.js'

@ApiTags('payouts')
@ApiBearerAuth()
@ReadableBy('agent', 'supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor')
@Controller()
export class PayoutsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('payouts')
  @ApiOperation({ summary: 'Payouts, oldest first: where the money is, and what a person has to do' })
  @ApiOkResponse({ type: PayoutPage })
  list(@CurrentCaller() caller: Caller, @Query() asked: PayoutsDto): Promise<PayoutPage> {
    return this.queries.execute(new PayoutsQuery(caller, asked))
  }

  @Get('refund-cases/:caseId/payouts')
  @ApiOperation({ summary: 'All payouts of one case' })
  @ApiOkResponse({ type: PayoutPage })
  ofCase(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Query() { min_position }: PageQuery): Promise<PayoutPage> {
    return this.queries.execute(new PayoutsOfCaseQuery(caller, caseId, min_position))
  }
}
