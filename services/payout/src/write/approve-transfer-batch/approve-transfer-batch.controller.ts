import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { ApproveTransferBatchDto } from './approve-transfer-batch.dto.js'
import { ApproveTransferBatchCommand } from './approve-transfer-batch.handler.js'

@ApiTags('bank transfers')
@ApiBearerAuth()
@Controller('transfer-batches')
export class ApproveTransferBatchController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':batchId/approval')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Let exactly this file go to the bank: by another person than the one who made it, who has downloaded it before' })
  @ApiOkResponse({ type: CommandAnswer })
  async approve(@CurrentCaller() caller: Caller, @Param('batchId', ParseUUIDPipe) batchId: string, @Body() body: ApproveTransferBatchDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new ApproveTransferBatchCommand(caller, batchId, body)))
  }
}
