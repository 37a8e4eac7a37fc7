import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ApproveRefundDto } from './approve-refund.dto.js'
import { ApproveRefundCommand } from './approve-refund.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class ApproveRefundController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/approval')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Approve a refund, alone, up to the pack\'s amount' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: ApproveRefundDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ApproveRefundCommand(caller, caseId, body)))
  }
}
