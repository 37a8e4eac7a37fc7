import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RecordTrainingDto } from './record-training.dto.js'
import { RecordTrainingCommand } from './record-training.handler.js'

@ApiTags('training')
@ApiBearerAuth()
@Controller('training-records')
export class RecordTrainingController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Record an assessment: passed when the mark is reached and every item of the course was taught' })
  @ApiCreatedResponse({ type: CommandAnswer })
  async record(@CurrentCaller() caller: Caller, @Body() body: RecordTrainingDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RecordTrainingCommand(caller, body)))
  }
}
