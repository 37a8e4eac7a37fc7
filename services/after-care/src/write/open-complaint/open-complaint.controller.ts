import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { OpenComplaintDto } from './open-complaint.dto.js'
import { OpenComplaintCommand } from './open-complaint.handler.js'

@ApiTags('complaints')
@ApiBearerAuth()
@Controller('complaints')
export class OpenComplaintController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Complain, about a refund case or in general; staff may take it down in a customer\'s name' })
  @ApiCreatedResponse({ type: CommandAnswer })
  async open(@CurrentCaller() caller: Caller, @Body() body: OpenComplaintDto): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new OpenComplaintCommand(caller, body)))
  }
}
