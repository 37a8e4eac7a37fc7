import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { CompleteCheckDto } from './complete-check.dto.js'
import { CompleteCheckCommand } from './complete-check.handler.js'

@ApiTags('spot checks')
@ApiBearerAuth()
@Controller('spot-checks')
export class CompleteCheckController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':roundId/checks/:caseId/result')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Check a case that was drawn, item by item; by nobody who handled it' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(
    @CurrentCaller() caller: Caller, @Param('roundId', ParseUUIDPipe) roundId: string, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: CompleteCheckDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new CompleteCheckCommand(caller, roundId, caseId, body)))
  }
}
