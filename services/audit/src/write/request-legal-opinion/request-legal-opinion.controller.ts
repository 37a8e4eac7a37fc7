import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RequestLegalOpinionDto } from './request-legal-opinion.dto.js'
import { RequestLegalOpinionCommand } from './request-legal-opinion.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class RequestLegalOpinionController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/legal-opinion-requests')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Ask for a legal opinion: nobody decides before it is there' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: RequestLegalOpinionDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RequestLegalOpinionCommand(caller, caseId, body)))
  }
}
