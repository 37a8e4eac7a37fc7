import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RecordContactDto } from './record-contact.dto.js'
import { RecordContactCommand } from './record-contact.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class RecordContactController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/contact-attempts')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Record that somebody tried to reach the customer' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: RecordContactDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RecordContactCommand(caller, caseId, body)))
  }
}
