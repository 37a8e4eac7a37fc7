import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { EndSettlementDto } from './end-settlement.dto.js'
import { EndSettlementCommand } from './end-settlement.handler.js'

@ApiTags('settlement')
@ApiBearerAuth()
@Controller('refund-cases')
export class EndSettlementController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/settlement-end')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'See no agreement coming: the case goes back to review, and what was offered or drafted falls' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: EndSettlementDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new EndSettlementCommand(caller, caseId, body)))
  }
}
