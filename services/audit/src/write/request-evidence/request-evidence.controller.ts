import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RequestEvidenceDto } from './request-evidence.dto.js'
import { RequestEvidenceCommand } from './request-evidence.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class RequestEvidenceController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/evidence-requests')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Ask the customer for more evidence' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: RequestEvidenceDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RequestEvidenceCommand(caller, caseId, body)))
  }
}
