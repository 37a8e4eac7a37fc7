import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { FlagMoodDto } from './flag-mood.dto.js'
import { FlagMoodCommand } from './flag-mood.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class FlagMoodController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/mood')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Flag how the customer feels, for staff alone; the words of notices follow it where the pack has gentler ones' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: FlagMoodDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new FlagMoodCommand(caller, caseId, body)))
  }
}
