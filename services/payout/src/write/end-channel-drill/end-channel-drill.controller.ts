import { Controller, HttpCode, Param, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { EndChannelDrillCommand } from './end-channel-drill.handler.js'

@ApiTags('payment channels')
@ApiBearerAuth()
@Controller('payment-channels')
export class EndChannelDrillController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':channel/drill')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'End the drill that began with stop and the reason DRILL: what waited and what left meanwhile is counted and recorded, and the channel goes on' })
  @ApiOkResponse({ type: CommandAnswer })
  async end(@CurrentCaller() caller: Caller, @Param('channel') channel: string): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new EndChannelDrillCommand(caller, channel)))
  }
}
