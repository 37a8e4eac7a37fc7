import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RecordOrderDto } from './record-order.dto.js'
import { RecordOrderCommand } from './record-order.handler.js'

@ApiTags('orders')
@ApiBearerAuth()
@Controller('orders')
export class RecordOrderController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Record a paid order, as the shop\'s feed reports it; sending it again changes nothing' })
  @ApiOkResponse({ type: CommandAnswer })
  async record(@CurrentCaller() caller: Caller, @Body() order: RecordOrderDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RecordOrderCommand(caller, order)))
  }
}
