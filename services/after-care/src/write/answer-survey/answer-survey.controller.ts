import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '@recourse/kernel'
import { answerOf, Caller, CommandAnswer, ProblemError, Public } from '@recourse/platform'
import { SurveyLinks } from '../../domain.js'
import { AnswerSurveyDto } from './answer-survey.dto.js'
import { AnswerSurveyCommand } from './answer-survey.handler.js'

// The link proves that it was given out for this case, not who opened it: so the event names the link, not the customer.
const BY_LINK: Actor = { id: 'survey-link', roles: ['service'] }

@ApiTags('surveys')
@Public()
@Controller('surveys')
export class AnswerSurveyController {
  constructor(private readonly commands: CommandBus, private readonly links: SurveyLinks) {}

  @Post(':token')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Answer the survey, once; no login' })
  @ApiOkResponse({ type: CommandAnswer })
  async answer(@Param('token') token: string, @Body() body: AnswerSurveyDto, @Req() request: FastifyRequest): Promise<CommandAnswer> {
    const target = this.links.open(token)
    if (!target) throw new ProblemError('NotFound')
    const caller = new Caller({ tenant: target.tenant, actor: BY_LINK }, request)
    return answerOf(await this.commands.execute(new AnswerSurveyCommand(caller, target.id, body)))
  }
}
