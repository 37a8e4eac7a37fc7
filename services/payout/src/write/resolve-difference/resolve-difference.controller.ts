import { Body, Controller, HttpCode, Param, ParseIntPipe, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ResolveDifferenceDto } from './resolve-difference.dto.js'
import { ResolveDifferenceCommand } from './resolve-difference.handler.js'

@ApiTags('reconciliation')
@ApiBearerAuth()
@Controller('reconciliations')
export class ResolveDifferenceController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':reconciliationId/differences/:differenceNo/resolution')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Say how a difference was settled; not by whoever ran the reconciliation, and for a write-off by two people' })
  @ApiOkResponse({ type: CommandAnswer })
  async resolve(
    @CurrentCaller() caller: Caller, @Param('reconciliationId', ParseUUIDPipe) reconciliationId: string,
    @Param('differenceNo', ParseIntPipe) differenceNo: number, @Body() body: ResolveDifferenceDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ResolveDifferenceCommand(caller, reconciliationId, differenceNo, body)))
  }
}
