import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RevokeTrainingDto } from './revoke-training.dto.js'
import { RevokeTrainingCommand } from './revoke-training.handler.js'

@ApiTags('training')
@ApiBearerAuth()
@Controller('training-records')
export class RevokeTrainingController {
  constructor(private readonly commands: CommandBus) {}

  @Post('revocation')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'A course that somebody passed counts no longer' })
  @ApiOkResponse({ type: CommandAnswer })
  async revoke(@CurrentCaller() caller: Caller, @Body() body: RevokeTrainingDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RevokeTrainingCommand(caller, body)))
  }
}
