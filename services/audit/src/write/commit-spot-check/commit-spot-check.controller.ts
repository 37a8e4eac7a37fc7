import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { CommitSpotCheckDto } from './commit-spot-check.dto.js'
import { CommitSpotCheckCommand } from './commit-spot-check.handler.js'

@ApiTags('spot checks')
@ApiBearerAuth()
@Controller('spot-checks')
export class CommitSpotCheckController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Announce a round of spot checks before its period ends: fixes the seed by its hash' })
  @ApiCreatedResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Body() body: CommitSpotCheckDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new CommitSpotCheckCommand(caller, body)))
  }
}
