import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CommandAnswer, CurrentCaller, type Caller } from '@recourse/platform'
import { MakeRecommendationDto } from './make-recommendation.dto.js'
import { MakeRecommendationCommand } from './make-recommendation.handler.js'

@ApiTags('care plans')
@ApiBearerAuth()
@Controller('care-plans')
export class MakeRecommendationController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':planId/recommendation')
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Recommend a fitting treatment: once, only to a satisfied customer who agreed to hear of it' })
  @ApiCreatedResponse({ type: CommandAnswer })
  async recommend(
    @CurrentCaller() caller: Caller, @Param('planId', ParseUUIDPipe) planId: string, @Body() body: MakeRecommendationDto,
  ): Promise<CommandAnswer> {
    return answerOf(await this.commands.execute(new MakeRecommendationCommand(caller, planId, body)))
  }
}
