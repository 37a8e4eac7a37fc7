import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CaseAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import { CorrectPayoutDetailsDto } from './correct-payout-details.dto.js'
import { CorrectPayoutDetailsCommand } from './correct-payout-details.handler.js'

@ApiTags('payouts')
@ApiBearerAuth()
@Controller('refund-cases')
export class CorrectPayoutDetailsController {
  constructor(private readonly commands: CommandBus, private readonly cases: RefundCases) {}

  @Post(':caseId/payout-details')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Correct where the money goes, after a payout failed or came back; somebody else then resubmits it' })
  @ApiOkResponse({ type: CaseAnswer })
  async correct(
    @CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: CorrectPayoutDetailsDto,
  ): Promise<CaseAnswer> {
    return this.cases.expecting(caller, answerOf(await this.commands.execute(new CorrectPayoutDetailsCommand(caller, caseId, body))))
  }
}
