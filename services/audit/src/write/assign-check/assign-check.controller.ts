import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { AssignCheckDto } from './assign-check.dto.js'
import { AssignCheckCommand } from './assign-check.handler.js'

@ApiTags('spot checks')
@ApiBearerAuth()
@Controller('spot-checks')
export class AssignCheckController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':roundId/checks/:caseId/assignment')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Say who checks a case that was drawn' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(
    @CurrentCaller() caller: Caller, @Param('roundId', ParseUUIDPipe) roundId: string, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: AssignCheckDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new AssignCheckCommand(caller, roundId, caseId, body)))
  }
}
