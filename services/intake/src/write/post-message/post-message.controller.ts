import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CurrentCaller, type Caller } from '@recourse/platform'
import { PostMessageAnswer, PostMessageDto } from './post-message.dto.js'
import { PostMessageCommand } from './post-message.handler.js'

@ApiTags('messages')
@ApiBearerAuth()
@Controller('refund-cases')
export class PostMessageController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/messages')
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Write in the thread of a case, in any phase; what staff write answers everything that the customer has asked' })
  @ApiCreatedResponse({ type: PostMessageAnswer })
  async post(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() { text }: PostMessageDto): Promise<PostMessageAnswer> {
    const { outcome, messageId, textSha256, expectedBy } = await this.commands.execute(new PostMessageCommand(caller, caseId, text))
    return { ...answerOf(outcome), messageId, textSha256: textSha256!, ...(expectedBy ? { expectedBy } : {}) }
  }
}
