import { Controller, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { CutTransferBatchCommand } from './cut-transfer-batch.handler.js'

@ApiTags('bank transfers')
@ApiBearerAuth()
@Controller('transfer-batches')
export class CutTransferBatchController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Put the transfers that wait, oldest first and at most 100, into a file; another person then approves or rejects it' })
  @ApiCreatedResponse({ type: CommandAnswer })
  async cut(@CurrentCaller() caller: Caller): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new CutTransferBatchCommand(caller)))
  }
}
