import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { OpenExternalDisputeDto } from './open-external-dispute.dto.js'
import { OpenExternalDisputeCommand } from './open-external-dispute.handler.js'

@ApiTags('disputes')
@ApiBearerAuth()
@Controller('refund-cases')
export class OpenExternalDisputeController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/external-dispute')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Record that the customer went to a court, an association, a mediator or an authority; nothing of the case is erased from now on' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: OpenExternalDisputeDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new OpenExternalDisputeCommand(caller, caseId, body)))
  }
}
