import { Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CaseAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { Expectations } from '../../expectations.js'
import { AcknowledgeClauseCommand } from './acknowledge-clause.handler.js'

@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('refund-cases')
export class AcknowledgeClauseController {
  constructor(private readonly commands: CommandBus, private readonly expectations: Expectations) {}

  @Post(':caseId/clauses/:clauseId/acknowledgement')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Record that the customer read a clause, with the hash of the text as shown' })
  @ApiOkResponse({ type: CaseAnswer })
  async acknowledge(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Param('clauseId') clauseId: string): Promise<CaseAnswer> {
    return this.expectations.with(caller, answerOf(await this.commands.execute(new AcknowledgeClauseCommand(caller, caseId, clauseId))))
  }
}
