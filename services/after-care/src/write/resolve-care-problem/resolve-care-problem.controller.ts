import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ResolveCareProblemDto } from './resolve-care-problem.dto.js'
import { ResolveCareProblemCommand } from './resolve-care-problem.handler.js'

@ApiTags('care plans')
@ApiBearerAuth()
@Controller('care-plans')
export class ResolveCareProblemController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':planId/problems/:problemId/resolution')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Settle a problem by a remedy; a refund is a case of its own (POST /refund-cases at intake) that is named here' })
  @ApiOkResponse({ type: CommandAnswer })
  async resolve(
    @CurrentCaller() caller: Caller, @Param('planId', ParseUUIDPipe) planId: string, @Param('problemId', ParseUUIDPipe) problemId: string,
    @Body() body: ResolveCareProblemDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ResolveCareProblemCommand(caller, planId, problemId, body)))
  }
}
