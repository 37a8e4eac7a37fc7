import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, type Caller } from '@recourse/platform'
import { CalculateRefundDto } from './calculate-refund.dto.js'
import { CalculateRefundCommand } from './calculate-refund.handler.js'
import { CalculationAnswer } from './calculation-answer.js'

@ApiTags('review')
@ApiBearerAuth()
@Controller('refund-cases')
export class CalculateRefundController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/calculation')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Compute what a prepaid contract gives back, with the article behind each line; nothing below it can be approved' })
  @ApiOkResponse({ type: CalculationAnswer })
  handle(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: CalculateRefundDto): Promise<CalculationAnswer> {
    return this.commands.execute(new CalculateRefundCommand(caller, caseId, body))
  }
}
