import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { DecideAppealDto } from './decide-appeal.dto.js'
import { DecideAppealCommand } from './decide-appeal.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class DecideAppealController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/appeal-decision')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Decide an appeal: the refusal stands for good, or falls; only somebody who had no part in the case' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: DecideAppealDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new DecideAppealCommand(caller, caseId, body)))
  }
}
