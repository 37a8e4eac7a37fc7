import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ReleaseLegalHoldDto } from './release-legal-hold.dto.js'
import { ReleaseLegalHoldCommand } from './release-legal-hold.handler.js'

@ApiTags('disputes')
@ApiBearerAuth()
@Controller('refund-cases')
export class ReleaseLegalHoldController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/legal-hold-release')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'End the legal hold on a case, once the dispute outside is over' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: ReleaseLegalHoldDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ReleaseLegalHoldCommand(caller, caseId, body)))
  }
}
