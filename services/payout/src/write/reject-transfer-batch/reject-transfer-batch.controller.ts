import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { RejectTransferBatchDto } from './reject-transfer-batch.dto.js'
import { RejectTransferBatchCommand } from './reject-transfer-batch.handler.js'

@ApiTags('bank transfers')
@ApiBearerAuth()
@Controller('transfer-batches')
export class RejectTransferBatchController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':batchId/rejection')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'The file does not go to the bank; its transfers wait for the next batch' })
  @ApiOkResponse({ type: CommandAnswer })
  async reject(@CurrentCaller() caller: Caller, @Param('batchId', ParseUUIDPipe) batchId: string, @Body() body: RejectTransferBatchDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new RejectTransferBatchCommand(caller, batchId, body)))
  }
}
