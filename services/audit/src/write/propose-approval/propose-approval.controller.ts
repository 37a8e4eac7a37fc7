import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ProposeApprovalDto } from './propose-approval.dto.js'
import { ProposeApprovalCommand } from './propose-approval.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class ProposeApprovalController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/approval-proposal')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Propose an approval above the pack\'s amount: a second person confirms it' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: ProposeApprovalDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ProposeApprovalCommand(caller, caseId, body)))
  }
}
