import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RecordReconciliationDto } from './record-reconciliation.dto.js'
import { RecordReconciliationCommand } from './record-reconciliation.handler.js'

@ApiTags('reconciliation')
@ApiBearerAuth()
@Controller('reconciliations')
export class RecordReconciliationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Compare a channel\'s statement of a day with our payouts, now; every run of the day has its own number' })
  @ApiCreatedResponse({ type: CommandAnswer })
  async record(@CurrentCaller() caller: Caller, @Body() body: RecordReconciliationDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RecordReconciliationCommand(caller, body)))
  }
}
