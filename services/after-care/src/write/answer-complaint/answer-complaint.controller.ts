import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { AnswerComplaintDto } from './answer-complaint.dto.js'
import { AnswerComplaintCommand } from './answer-complaint.handler.js'

@ApiTags('complaints')
@ApiBearerAuth()
@Controller('complaints')
export class AnswerComplaintController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':complaintId/answer')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Answer the customer, as often as needed' })
  @ApiOkResponse({ type: CommandAnswer })
  async answer(
    @CurrentCaller() caller: Caller, @Param('complaintId', ParseUUIDPipe) complaintId: string, @Body() body: AnswerComplaintDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new AnswerComplaintCommand(caller, complaintId, body)))
  }
}
