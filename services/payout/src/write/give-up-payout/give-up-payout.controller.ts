import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { GiveUpPayoutDto } from './give-up-payout.dto.js'
import { GiveUpPayoutCommand } from './give-up-payout.handler.js'

@ApiTags('payouts')
@ApiBearerAuth()
@Controller('refund-cases')
export class GiveUpPayoutController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':caseId/payout-surrender')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Give up a payout that its channel neither makes nor calls final, once the channel says that nothing was paid: then choose another way' })
  @ApiOkResponse({ type: CommandAnswer })
  async giveUp(@CurrentCaller() caller: Caller, @Param('caseId', ParseUUIDPipe) caseId: string, @Body() body: GiveUpPayoutDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new GiveUpPayoutCommand(caller, caseId, body)))
  }
}
