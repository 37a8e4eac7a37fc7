import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { CompleteCorrectiveActionDto } from './complete-corrective-action.dto.js'
import { CompleteCorrectiveActionCommand } from './complete-corrective-action.handler.js'

@ApiTags('spot checks')
@ApiBearerAuth()
@Controller('spot-checks')
export class CompleteCorrectiveActionController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':roundId/corrective-actions/:actionId/completion')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Its owner says that a corrective action is done' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(
    @CurrentCaller() caller: Caller, @Param('roundId', ParseUUIDPipe) roundId: string, @Param('actionId', ParseUUIDPipe) actionId: string, @Body() body: CompleteCorrectiveActionDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new CompleteCorrectiveActionCommand(caller, roundId, actionId, body)))
  }
}
