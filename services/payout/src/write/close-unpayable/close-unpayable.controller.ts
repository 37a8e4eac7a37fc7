import { Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { CloseUnpayableCommand } from './close-unpayable.handler.js'

@ApiTags('payouts')
@ApiBearerAuth()
@Controller('refund-cases')
export class CloseUnpayableController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/unpayable')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'End a case whose money came back after its customer was erased: it stays owed, and is free on the order for a new request' })
  @ApiOkResponse({ type: CommandAnswer })
  async close(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new CloseUnpayableCommand(caller, caseId)))
  }
}
