import { Controller, Get, Param } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { OrderQuery, OrderView } from './order.query.js'

@ApiTags('orders')
@ApiBearerAuth()
@Controller('orders')
export class OrderController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':orderId')
  @ReadableBy('agent', 'reviewer', 'supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor', 'importer', 'service')
  @ApiOperation({ summary: 'What was paid for an order, and how much of it is reserved, refunded and left' })
  @ApiOkResponse({ type: OrderView })
  read(@CurrentCaller() caller: Caller, @Param('orderId') orderId: string): Promise<OrderView> {
    return this.queries.execute(new OrderQuery(caller.tenant, orderId))
  }
}
