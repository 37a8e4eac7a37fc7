import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { CloseComplaintDto } from './close-complaint.dto.js'
import { CloseComplaintCommand } from './close-complaint.handler.js'

@ApiTags('complaints')
@ApiBearerAuth()
@Controller('complaints')
export class CloseComplaintController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':complaintId/closing')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Close a complaint with its outcome' })
  @ApiOkResponse({ type: CommandAnswer })
  async close(
    @CurrentCaller() caller: Caller, @Param('complaintId', ParseUUIDPipe) complaintId: string, @Body() body: CloseComplaintDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new CloseComplaintCommand(caller, complaintId, body)))
  }
}
