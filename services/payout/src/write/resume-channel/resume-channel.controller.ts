import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ResumeChannelDto } from './resume-channel.dto.js'
import { ResumeChannelCommand } from './resume-channel.handler.js'

@ApiTags('payment channels')
@ApiBearerAuth()
@Controller('payment-channels')
export class ResumeChannelController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':channel/resume')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'A stopped channel may send again; another person than who stopped it says so' })
  @ApiOkResponse({ type: CommandAnswer })
  async resume(@CurrentCaller() caller: Caller, @Param('channel') channel: string, @Body() body: ResumeChannelDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ResumeChannelCommand(caller, channel, body)))
  }
}
