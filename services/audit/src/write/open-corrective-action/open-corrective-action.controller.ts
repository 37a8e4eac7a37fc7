import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CurrentCaller, type Caller } from '@recourse/platform'
import { OpenCorrectiveActionAnswer, OpenCorrectiveActionDto } from './open-corrective-action.dto.js'
import { OpenCorrectiveActionCommand } from './open-corrective-action.handler.js'

@ApiTags('spot checks')
@ApiBearerAuth()
@Controller('spot-checks')
export class OpenCorrectiveActionController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':roundId/corrective-actions')
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Say what is done about the finding of a check, by whom and until when' })
  @ApiCreatedResponse({ type: OpenCorrectiveActionAnswer })
  async handle(
    @CurrentCaller() caller: Caller, @Param('roundId', ParseUUIDPipe) roundId: string, @Body() body: OpenCorrectiveActionDto,
  ): Promise<OpenCorrectiveActionAnswer> {
    const actionId = caller.derivedId(`corrective-action/${roundId}`)
    return { ...answerOf(await this.commands.execute(new OpenCorrectiveActionCommand(caller, roundId, actionId, body))), actionId }
  }
}
