import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CaseAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import { ReadAgreementDto } from './read-agreement.dto.js'
import { ReadAgreementCommand } from './read-agreement.handler.js'

@ApiTags('settlement')
@ApiBearerAuth()
@Controller('refund-cases')
export class ReadAgreementController {
  constructor(private readonly commands: CommandBus, private readonly cases: RefundCases) {}

  @Post(':caseId/agreement/reading')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Say that this party has opened the agreement; its reading time counts from here' })
  @ApiOkResponse({ type: CaseAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: ReadAgreementDto): Promise<CaseAnswer> {
    return this.cases.expecting(caller, answerOf(await this.commands.execute(new ReadAgreementCommand(caller, caseId, body))))
  }
}
