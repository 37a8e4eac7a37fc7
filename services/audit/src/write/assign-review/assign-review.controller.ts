import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { AssignReviewDto } from './assign-review.dto.js'
import { AssignReviewCommand } from './assign-review.handler.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class AssignReviewController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/assignment')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Give the review to somebody (or take it yourself)' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: AssignReviewDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new AssignReviewCommand(caller, caseId, body)))
  }
}
