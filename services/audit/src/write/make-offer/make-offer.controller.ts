import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CaseAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import { MakeOfferDto } from './make-offer.dto.js'
import { MakeOfferCommand } from './make-offer.handler.js'

@ApiTags('settlement')
@ApiBearerAuth()
@Controller('refund-cases')
export class MakeOfferController {
  constructor(private readonly commands: CommandBus, private readonly cases: RefundCases) {}

  @Post(':caseId/offers')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Say what this side would settle for, inside the band of the review' })
  @ApiOkResponse({ type: CaseAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: MakeOfferDto): Promise<CaseAnswer> {
    return this.cases.expecting(caller, answerOf(await this.commands.execute(new MakeOfferCommand(caller, caseId, body))))
  }
}
