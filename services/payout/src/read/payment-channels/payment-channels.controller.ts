import { Controller, Get } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { PaymentChannelList } from './payment-channels.dto.js'
import { PaymentChannelsQuery } from './payment-channels.query.js'

@ApiTags('payment channels')
@ApiBearerAuth()
@Controller('payment-channels')
export class PaymentChannelsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ReadableBy('supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor')
  @ApiOperation({ summary: 'The payment channels of this installation: whether they send, who stopped them, whether they answer, and their rules' })
  @ApiOkResponse({ type: PaymentChannelList })
  list(@CurrentCaller() caller: Caller): Promise<PaymentChannelList> {
    return this.queries.execute(new PaymentChannelsQuery(caller))
  }
}
