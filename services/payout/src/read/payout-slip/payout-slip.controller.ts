import { Controller, Get, Param, ParseIntPipe, ParseUUIDPipe } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { PayoutSlipView } from './payout-slip.dto.js'
import { PayoutSlipQuery } from './payout-slip.query.js'

@ApiTags('payouts')
@ApiBearerAuth()
@Controller('refund-cases')
export class PayoutSlipController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':caseId/payouts/:payoutNo/slip')
  @ReadableBy('supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor')
  @ApiOperation({ summary: 'The refund slip for finance: what is paid by which channel, who approved it, one per case and payout' })
  @ApiOkResponse({ type: PayoutSlipView })
  read(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Param('payoutNo', ParseIntPipe) payoutNo: number): Promise<PayoutSlipView> {
    return this.queries.execute(new PayoutSlipQuery(caller, caseId, payoutNo))
  }
}
