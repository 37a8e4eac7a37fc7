import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CurrentCaller, type Caller } from '@recourse/platform'
import { RegisterCareProblemAnswer, RegisterCareProblemDto } from './register-care-problem.dto.js'
import { RegisterCareProblemCommand } from './register-care-problem.handler.js'

@ApiTags('care plans')
@ApiBearerAuth()
@Controller('care-plans')
export class RegisterCareProblemController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':planId/problems')
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Report a problem after a treatment, at any time, by the customer or staff' })
  @ApiCreatedResponse({ type: RegisterCareProblemAnswer })
  async register(
    @CurrentCaller() caller: Caller, @Param('planId', ParseUUIDPipe) planId: string, @Body() body: RegisterCareProblemDto,
  ): Promise<RegisterCareProblemAnswer> {
    const problemId = caller.derivedId(`care-problem/${planId}`)
    return { ...answerOf(await this.commands.execute(new RegisterCareProblemCommand(caller, planId, problemId, body))), problemId }
  }
}
