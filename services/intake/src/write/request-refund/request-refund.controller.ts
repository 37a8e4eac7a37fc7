import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CONFIG, CurrentCaller, type Caller, type Config } from '@recourse/platform'
import type { Licence } from '@recourse/policy'
import { ProgressLinks } from '../../domain.js'
import { RequestRefundAnswer, RequestRefundDto, type OpeningWarning } from './request-refund.dto.js'
import { RequestRefundCommand } from './request-refund.handler.js'

@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('refund-cases')
export class RequestRefundController {
  constructor(private readonly commands: CommandBus, private readonly links: ProgressLinks, @Inject(CONFIG) private readonly config: Config) {}

  @Post()
  @HttpCode(201)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Ask for money back: opens a case and reserves the amount on the order' })
  @ApiCreatedResponse({ type: RequestRefundAnswer })
  async request(@CurrentCaller() caller: Caller, @Body() request: RequestRefundDto): Promise<RequestRefundAnswer> {
    const { outcome, expectedBy, expired = [] } = await this.commands.execute(new RequestRefundCommand(caller, request))
    const answer = answerOf(outcome)
    const progressToken = this.links.tokenFor({ tenant: caller.tenant, id: answer.id })
    return { ...answer, caseId: answer.id, progressToken, progressUrl: `${this.config.PUBLIC_URL ?? ''}/progress/${progressToken}`, expectedBy: expectedBy!, warnings: expired.map(licenceExpired) }
  }
}

const licenceExpired = ({ kind, number, validUntil }: Licence): OpeningWarning => ({
  code: 'LicenceExpired', titles: { en: `A licence of the operator ran out on ${validUntil}: ${kind.en}`, 'zh-CN': `经营者的${kind['zh-CN']}已于${validUntil}到期` }, number, validUntil,
})
