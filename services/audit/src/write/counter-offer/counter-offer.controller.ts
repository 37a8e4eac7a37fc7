import { Body, Controller, HttpCode, Param, ParseIntPipe, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CaseAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import { CounterOfferDto } from './counter-offer.dto.js'
import { CounterOfferCommand } from './counter-offer.handler.js'

@ApiTags('settlement')
@ApiBearerAuth()
@Controller('refund-cases')
export class CounterOfferController {
  constructor(private readonly commands: CommandBus, private readonly cases: RefundCases) {}

  @Post(':caseId/offers/:offerNo/counter')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Answer the other side\'s open offer with another one, which takes its place' })
  @ApiOkResponse({ type: CaseAnswer })
  async handle(
    @CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Param('offerNo', ParseIntPipe) offerNo: number, @Body() body: CounterOfferDto,
  ): Promise<CaseAnswer> {
    return this.cases.expecting(caller, answerOf(await this.commands.execute(new CounterOfferCommand(caller, caseId, offerNo, body))))
  }
}
