import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CaseAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import { DisputeReceiptDto } from './dispute-receipt.dto.js'
import { DisputeReceiptCommand } from './dispute-receipt.handler.js'

@ApiTags('receipt')
@ApiBearerAuth()
@Controller('refund-cases')
export class DisputeReceiptController {
  constructor(private readonly commands: CommandBus, private readonly cases: RefundCases) {}

  @Post(':caseId/receipt-dispute')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Nothing came: the case stays open and the channel is asked' })
  @ApiOkResponse({ type: CaseAnswer })
  async dispute(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: DisputeReceiptDto): Promise<CaseAnswer> {
    return this.cases.expecting(caller, answerOf(await this.commands.execute(new DisputeReceiptCommand(caller, caseId, body))))
  }
}
