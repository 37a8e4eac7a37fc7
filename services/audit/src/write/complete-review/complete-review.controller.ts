import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { CompleteReviewDto } from './complete-review.dto.js'
import { CompleteReviewCommand } from './complete-review.handler.js'

@ApiTags('settlement')
@ApiBearerAuth()
@Controller('refund-cases')
export class CompleteReviewController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/review-completion')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'End the review with a band of amounts to negotiate in' })
  @ApiOkResponse({ type: CommandAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: CompleteReviewDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new CompleteReviewCommand(caller, caseId, body)))
  }
}
