import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RefuseRefundDto } from './refuse-refund.dto.js'
import { RefuseRefundCommand } from './refuse-refund.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class RefuseRefundController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/refusal')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Refuse a refund, with the reason and the clause it rests on; only people can' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: RefuseRefundDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RefuseRefundCommand(caller, caseId, body)))
  }
}
