import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { AbandonSpotCheckDto } from './abandon-spot-check.dto.js'
import { AbandonSpotCheckCommand } from './abandon-spot-check.handler.js'

@ApiTags('spot checks')
@ApiBearerAuth()
@Controller('spot-checks')
export class AbandonSpotCheckController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':roundId/abandonment')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Give up a round before it is drawn: it stays in the list, with who gave it up' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(
    @CurrentCaller() caller: Caller, @Param('roundId', ParseUUIDPipe) roundId: string, @Body() body: AbandonSpotCheckDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new AbandonSpotCheckCommand(caller, roundId, body)))
  }
}
