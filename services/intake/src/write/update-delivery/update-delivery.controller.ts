import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { UpdateDeliveryDto } from './update-delivery.dto.js'
import { UpdateDeliveryCommand } from './update-delivery.handler.js'

@ApiTags('orders')
@ApiBearerAuth()
@Controller('orders')
export class UpdateDeliveryController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':orderId/delivery')
  @HttpCode(200)
  @ApiOperation({ summary: 'Report what the carrier says; an older report than the known one changes nothing' })
  @ApiOkResponse({ type: CommandAnswer })
  async update(@CurrentCaller() caller: Caller, @Param('orderId') orderId: string, @Body() delivery: UpdateDeliveryDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new UpdateDeliveryCommand(caller, orderId, delivery)))
  }
}
