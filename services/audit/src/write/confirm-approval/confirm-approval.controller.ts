import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ConfirmApprovalDto } from './confirm-approval.dto.js'
import { ConfirmApprovalCommand } from './confirm-approval.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class ConfirmApprovalController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/approval-confirmation')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Confirm a proposed approval, as the second person' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: ConfirmApprovalDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ConfirmApprovalCommand(caller, caseId, body)))
  }
}
