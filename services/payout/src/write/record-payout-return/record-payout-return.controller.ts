import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RecordPayoutReturnDto } from './record-payout-return.dto.js'
import { RecordPayoutReturnCommand } from './record-payout-return.handler.js'

@ApiTags('payouts')
@ApiBearerAuth()
@Controller('refund-cases')
export class RecordPayoutReturnController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/payout-return')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Finance saw on a statement that paid money came back (退票): it is owed again' })
  @ApiOkResponse({ type: CommandAnswer })
  async record(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: RecordPayoutReturnDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RecordPayoutReturnCommand(caller, caseId, body)))
  }
}
