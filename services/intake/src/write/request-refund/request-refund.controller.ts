import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CONFIG, CurrentCaller, type Caller, type Config } from '@recourse/platform'
import { ProgressLinks } from '../../domain.js'
import { openedAnswer } from './opened-answer.js'
import { RequestRefundAnswer, RequestRefundDto } from './request-refund.dto.js'
import { RequestRefundCommand } from './request-refund.handler.js'

@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('refund-cases')
export class RequestRefundController {
  constructor(private readonly commands: CommandBus, private readonly links: ProgressLinks, @Inject(CONFIG) private readonly config: Config) {}

  @Post()
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Ask for money back: opens a case and reserves the amount on the order' })
  @ApiCreatedResponse({ type: RequestRefundAnswer })
  async request(@CurrentCaller() caller: Caller, @Body() request: RequestRefundDto): Promise<RequestRefundAnswer> {
    return openedAnswer(caller, await this.commands.execute(new RequestRefundCommand(caller, request)), this.links, this.config)
  }
}
