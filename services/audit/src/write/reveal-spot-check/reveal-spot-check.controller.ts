import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RevealSpotCheckDto } from './reveal-spot-check.dto.js'
import { RevealSpotCheckCommand } from './reveal-spot-check.handler.js'

@ApiTags('spot checks')
@ApiBearerAuth()
@Controller('spot-checks')
export class RevealSpotCheckController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':roundId/reveal')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Reveal the seed once the period is over: draws the cases to be checked' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(
    @CurrentCaller() caller: Caller, @Param('roundId', ParseUUIDPipe) roundId: string, @Body() body: RevealSpotCheckDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RevealSpotCheckCommand(caller, roundId, body)))
  }
}
