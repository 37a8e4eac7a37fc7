import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { LodgeAppealDto } from './lodge-appeal.dto.js'
import { LodgeAppealCommand } from './lodge-appeal.handler.js'

export class LodgeAppealAnswer extends CommandAnswer {
  @ApiPropertyOptional({ description: 'When the appeal should be decided' })
  expectedBy?: string
}

@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('refund-cases')
export class LodgeAppealController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/appeal')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Appeal against a refusal, once and within the pack\'s time; somebody who had no part in it decides' })
  @ApiOkResponse({ type: LodgeAppealAnswer })
  async lodge(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: LodgeAppealDto): Promise<LodgeAppealAnswer> {
    const { outcome, expectedBy } = await this.commands.execute(new LodgeAppealCommand(caller, caseId, body))
    return { ...answerOf(outcome), ...(expectedBy ? { expectedBy } : {}) }
  }
}
