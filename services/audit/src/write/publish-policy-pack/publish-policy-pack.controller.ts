import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CurrentCaller, type Caller } from '@recourse/platform'
import { PublishPolicyPackAnswer, PublishPolicyPackDto } from './publish-policy-pack.dto.js'
import { PublishPolicyPackCommand } from './publish-policy-pack.handler.js'

@ApiTags('policy packs')
@ApiBearerAuth()
@Controller('policy-packs')
export class PublishPolicyPackController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Publish a version of a policy pack; cases that are open keep theirs' })
  @ApiCreatedResponse({ type: PublishPolicyPackAnswer })
  async publish(@CurrentCaller() caller: Caller, @Body() body: PublishPolicyPackDto): Promise<PublishPolicyPackAnswer> {
    const { outcome, packVersion, sha256 } = await this.commands.execute(new PublishPolicyPackCommand(caller, body))
    return { ...answerOf(outcome), packVersion, sha256 }
  }
}
