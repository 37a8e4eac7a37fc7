import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { StopChannelDto } from './stop-channel.dto.js'
import { StopChannelCommand } from './stop-channel.handler.js'

@ApiTags('payment channels')
@ApiBearerAuth()
@Controller('payment-channels')
export class StopChannelController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':channel/stop')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Nothing is sent through a channel any more; what was sent is still asked about. With the reason DRILL it is an exercise' })
  @ApiOkResponse({ type: CommandAnswer })
  async stop(@CurrentCaller() caller: Caller, @Param('channel') channel: string, @Body() body: StopChannelDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new StopChannelCommand(caller, channel, body)))
  }
}
