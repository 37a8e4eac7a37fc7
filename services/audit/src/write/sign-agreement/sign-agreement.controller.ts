import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CaseAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import { SignAgreementDto } from './sign-agreement.dto.js'
import { SignAgreementCommand } from './sign-agreement.handler.js'

@ApiTags('settlement')
@ApiBearerAuth()
@Controller('refund-cases')
export class SignAgreementController {
  constructor(private readonly commands: CommandBus, private readonly cases: RefundCases) {}

  @Post(':caseId/agreement/signature')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Sign the agreement over its hash; the last of both signatures decides the case' })
  @ApiOkResponse({ type: CaseAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: SignAgreementDto): Promise<CaseAnswer> {
    return this.cases.expecting(caller, answerOf(await this.commands.execute(new SignAgreementCommand(caller, caseId, body))))
  }
}
