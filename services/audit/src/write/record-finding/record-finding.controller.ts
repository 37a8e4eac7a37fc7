import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RecordFindingDto } from './record-finding.dto.js'
import { RecordFindingCommand } from './record-finding.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class RecordFindingController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/findings')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Record the finding on one item of the pack\'s review list' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: RecordFindingDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RecordFindingCommand(caller, caseId, body)))
  }
}
