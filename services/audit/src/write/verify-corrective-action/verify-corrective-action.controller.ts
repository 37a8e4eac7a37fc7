import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { VerifyCorrectiveActionDto } from './verify-corrective-action.dto.js'
import { VerifyCorrectiveActionCommand } from './verify-corrective-action.handler.js'

@ApiTags('spot checks')
@ApiBearerAuth()
@Controller('spot-checks')
export class VerifyCorrectiveActionController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':roundId/corrective-actions/:actionId/verification')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Another person than its owner looks whether a finding is solved' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(
    @CurrentCaller() caller: Caller, @Param('roundId', ParseUUIDPipe) roundId: string, @Param('actionId', ParseUUIDPipe) actionId: string, @Body() body: VerifyCorrectiveActionDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new VerifyCorrectiveActionCommand(caller, roundId, actionId, body)))
  }
}
