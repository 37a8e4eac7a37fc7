import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RecordLegalOpinionDto } from './record-legal-opinion.dto.js'
import { RecordLegalOpinionCommand } from './record-legal-opinion.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class RecordLegalOpinionController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/legal-opinions')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Record the legal opinion that was asked for' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: RecordLegalOpinionDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RecordLegalOpinionCommand(caller, caseId, body)))
  }
}
