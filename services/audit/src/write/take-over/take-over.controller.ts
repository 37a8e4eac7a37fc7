import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { TakeOverDto } from './take-over.dto.js'
import { TakeOverCommand } from './take-over.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class TakeOverController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/takeover')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Make the case your own, with a reason' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: TakeOverDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new TakeOverCommand(caller, caseId, body)))
  }
}
