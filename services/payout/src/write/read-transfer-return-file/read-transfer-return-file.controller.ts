import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, ProblemError, type Caller } from '@recourse/platform'
import { ReadTransferReturnFileCommand } from './read-transfer-return-file.handler.js'

@ApiTags('bank transfers')
@ApiBearerAuth()
@Controller('transfer-batches')
export class ReadTransferReturnFileController {
  constructor(private readonly commands: CommandBus) {}

  @Post('return-files')
  @HttpCode(200)
  @ApiConsumes('text/plain')
  @ApiBody({ schema: { type: 'string' } })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiHeader({ name: 'File-Signature', required: true, description: 'The bank\'s signature of the file, base64' })
  @ApiOperation({ summary: 'Hand in a return file of the bank that was fetched by hand: the file as it is, as text/plain' })
  @ApiOkResponse({ type: CommandAnswer })
  async read(@CurrentCaller() caller: Caller, @Body() body: unknown, @Headers('file-signature') signature = ''): Promise<CommandAnswer> {
    if (typeof body !== 'string') throw new ProblemError('UnsupportedMediaType', { detail: 'send the file as text/plain' })
    return answerOf(await this.commands.execute(new ReadTransferReturnFileCommand(caller, { content: Buffer.from(body), signature })))
  }
}
