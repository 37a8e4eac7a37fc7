import { Controller, HttpCode, Param, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { isRefusal } from '@recourse/kernel'
import { CurrentCaller, RefusedError, type Caller } from '@recourse/platform'
import { ErasureAnswer, PersonParam } from './erase-person.dto.js'
import { ErasePersonCommand } from './erase-person.handler.js'

@ApiTags('personal data')
@ApiBearerAuth()
@Controller('persons')
export class ErasePersonController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':personId/erasure')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Destroy the key of a customer\'s personal data, unless a case of theirs is open or under a legal hold' })
  @ApiOkResponse({ type: ErasureAnswer })
  async handle(@CurrentCaller() caller: Caller, @Param() { personId }: PersonParam): Promise<ErasureAnswer> {
    const outcome = await this.commands.execute(new ErasePersonCommand(caller, personId))
    if (isRefusal(outcome)) throw new RefusedError(outcome)
    return outcome
  }
}
