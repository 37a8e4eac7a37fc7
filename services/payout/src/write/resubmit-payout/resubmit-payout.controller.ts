import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ResubmitPayoutDto } from './resubmit-payout.dto.js'
import { ResubmitPayoutCommand } from './resubmit-payout.handler.js'

@ApiTags('payouts')
@ApiBearerAuth()
@Controller('refund-cases')
export class ResubmitPayoutController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/payout-resubmission')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Pay again, after somebody else corrected the details: exactly the correction that you have looked at' })
  @ApiOkResponse({ type: CommandAnswer })
  async resubmit(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: ResubmitPayoutDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ResubmitPayoutCommand(caller, caseId, body)))
  }
}
