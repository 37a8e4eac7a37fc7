import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CaseAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { Expectations } from '../../expectations.js'
import { WithdrawRefundDto } from './withdraw-refund.dto.js'
import { WithdrawRefundCommand } from './withdraw-refund.handler.js'

@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('refund-cases')
export class WithdrawRefundController {
  constructor(private readonly commands: CommandBus, private readonly expectations: Expectations) {}

  @Post(':caseId/withdrawal')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Take a request back, as long as no money is on its way' })
  @ApiOkResponse({ type: CaseAnswer })
  async withdraw(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: WithdrawRefundDto): Promise<CaseAnswer> {
    return this.expectations.with(caller, answerOf(await this.commands.execute(new WithdrawRefundCommand(caller, caseId, body))))
  }
}
