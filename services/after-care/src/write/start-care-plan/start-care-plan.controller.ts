import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { StartCarePlanDto } from './start-care-plan.dto.js'
import { StartCarePlanCommand } from './start-care-plan.handler.js'

@ApiTags('care plans')
@ApiBearerAuth()
@Controller('care-plans')
export class StartCarePlanController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Begin after-care of a treatment: lays out the tasks of the care pack with their owners and due times' })
  @ApiCreatedResponse({ type: CommandAnswer })
  async start(@CurrentCaller() caller: Caller, @Body() body: StartCarePlanDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new StartCarePlanCommand(caller, body)))
  }
}
