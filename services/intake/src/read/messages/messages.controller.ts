import { Controller, Get, Headers, Param, ParseUUIDPipe } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, languageOf, ReadableBy, type Caller } from '@recourse/platform'
import { MessagesQuery, MessageThread } from './messages.query.js'

@ApiTags('messages')
@ApiBearerAuth()
@Controller('refund-cases')
export class MessagesController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':caseId/messages')
  @ReadableBy('customer', 'agent', 'reviewer', 'doctor', 'supervisor')
  @ApiOperation({ summary: 'The thread of a case: what customer and staff wrote, and every notice. When the customer opens it, that they have read it is recorded' })
  @ApiOkResponse({ type: MessageThread })
  read(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Headers('accept-language') acceptLanguage?: string): Promise<MessageThread> {
    return this.queries.execute(new MessagesQuery(caller, caseId, languageOf(acceptLanguage)))
  }
}
