import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { WithdrawRefundDto } from './withdraw-refund.dto.js'
import { WithdrawRefundCommand } from './withdraw-refund.handler.js'

@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('refund-cases')
export class WithdrawRefundController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/withdrawal')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Take a request back, as long as no money is on its way' })
  @ApiOkResponse({ type: CommandAnswer })
  async withdraw(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: WithdrawRefundDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new WithdrawRefundCommand(caller, caseId, body)))
  }
}
