import { Body, Controller, HttpCode, Param, ParseIntPipe, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CaseAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RefundCases } from '../../domain.js'
import { AcceptOfferDto } from './accept-offer.dto.js'
import { AcceptOfferCommand } from './accept-offer.handler.js'

@ApiTags('settlement')
@ApiBearerAuth()
@Controller('refund-cases')
export class AcceptOfferController {
  constructor(private readonly commands: CommandBus, private readonly cases: RefundCases) {}

  @Post(':caseId/offers/:offerNo/acceptance')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Accept the other side\'s open offer, exactly as it was seen' })
  @ApiOkResponse({ type: CaseAnswer })
  async handle(
    @CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Param('offerNo', ParseIntPipe) offerNo: number, @Body() body: AcceptOfferDto,
  ): Promise<CaseAnswer> {
    return this.cases.expecting(caller, answerOf(await this.commands.execute(new AcceptOfferCommand(caller, caseId, offerNo, body))))
  }
}
