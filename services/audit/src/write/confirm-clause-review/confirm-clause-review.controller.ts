import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ConfirmClauseReviewDto } from './confirm-clause-review.dto.js'
import { ConfirmClauseReviewCommand } from './confirm-clause-review.handler.js'

@ApiTags('policy packs')
@ApiBearerAuth()
@Controller('policy-packs')
export class ConfirmClauseReviewController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/versions/:version/clause-review')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Confirm that the clauses of a version were checked against the law, and say when they must be again' })
  @ApiOkResponse({ type: CommandAnswer })
  async confirm(@CurrentCaller() caller: Caller, @Param('id') id: string, @Param('version') version: string, @Body() { reviewBy }: ConfirmClauseReviewDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ConfirmClauseReviewCommand(caller, id, version, reviewBy)))
  }
}
