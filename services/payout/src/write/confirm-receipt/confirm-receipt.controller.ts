import { Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ConfirmReceiptCommand } from './confirm-receipt.handler.js'

@ApiTags('receipt')
@ApiBearerAuth()
@Controller('refund-cases')
export class ConfirmReceiptController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/receipt-confirmation')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'The customer has the money: closes the case' })
  @ApiOkResponse({ type: CommandAnswer })
  async confirm(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ConfirmReceiptCommand(caller, caseId)))
  }
}
