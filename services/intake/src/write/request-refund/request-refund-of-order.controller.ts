import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags, OmitType } from '@nestjs/swagger'
import { CONFIG, CurrentCaller, type Caller, type Config } from '@recourse/platform'
import { ProgressLinks } from '../../domain.js'
import { openedAnswer } from './opened-answer.js'
import { RequestRefundAnswer, RequestRefundDto } from './request-refund.dto.js'
import { RequestRefundCommand } from './request-refund.handler.js'

export class RequestRefundOfOrderDto extends OmitType(RequestRefundDto, ['orderId']) {}

@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('orders')
export class RequestRefundOfOrderController {
  constructor(private readonly commands: CommandBus, private readonly links: ProgressLinks, @Inject(CONFIG) private readonly config: Config) {}

  @Post(':orderId/refund-cases')
  @HttpCode(201)
  @ApiOperation({ summary: 'Ask for money back from the order\'s own page. Order and reason are the key: asking again answers the open case, asking for something else is refused with its id' })
  @ApiCreatedResponse({ type: RequestRefundAnswer })
  async request(@CurrentCaller() caller: Caller, @Param('orderId') orderId: string, @Body() request: RequestRefundOfOrderDto): Promise<RequestRefundAnswer> {
    const outcome = await this.commands.execute(new RequestRefundCommand(caller, { ...request, orderId }, true))
    return openedAnswer(caller, outcome, this.links, this.config)
  }
}
