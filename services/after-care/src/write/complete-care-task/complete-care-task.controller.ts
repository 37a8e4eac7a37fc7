import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { CompleteCareTaskDto } from './complete-care-task.dto.js'
import { CompleteCareTaskCommand } from './complete-care-task.handler.js'

@ApiTags('care plans')
@ApiBearerAuth()
@Controller('care-plans')
export class CompleteCareTaskController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':planId/tasks/:taskId/completion')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'A task is done: by its owner, one of its helpers, or a supervisor' })
  @ApiOkResponse({ type: CommandAnswer })
  async complete(
    @CurrentCaller() caller: Caller, @Param('planId', ParseUUIDPipe) planId: string, @Param('taskId') taskId: string, @Body() body: CompleteCareTaskDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new CompleteCareTaskCommand(caller, planId, taskId, body)))
  }
}
