import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RejectApprovalDto } from './reject-approval.dto.js'
import { RejectApprovalCommand } from './reject-approval.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class RejectApprovalController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/approval-rejection')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Reject a proposed approval: the case goes back to review' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: RejectApprovalDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RejectApprovalCommand(caller, caseId, body)))
  }
}
