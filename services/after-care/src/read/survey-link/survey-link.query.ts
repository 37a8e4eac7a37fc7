import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { ApiProperty } from '@nestjs/swagger'
import { CONFIG, ProblemError, RefusedError, type Config } from '@recourse/platform'
import { refundCaseRefusal } from '@recourse/refund-case'
import { RefundCases, SurveyLinks } from '../../domain.js'

export class SurveyLinkView {
  @ApiProperty()
  caseId: string

  @ApiProperty({ description: 'Secret of this case: whoever has it may answer the survey, once' })
  surveyToken: string

  @ApiProperty()
  surveyUrl: string

  @ApiProperty()
  answered: boolean
}

export class SurveyLinkQuery extends Query<SurveyLinkView> {
  constructor(readonly tenant: string, readonly caseId: string) {
    super()
  }
}

/** The link is derived, not stored: it can be asked for as often as needed. */
@QueryHandler(SurveyLinkQuery)
export class SurveyLinkQueryHandler implements IQueryHandler<SurveyLinkQuery> {
  constructor(private readonly links: SurveyLinks, private readonly cases: RefundCases, @Inject(CONFIG) private readonly config: Config) {}

  async execute({ tenant, caseId }: SurveyLinkQuery): Promise<SurveyLinkView> {
    const refundCase = await this.cases.find(tenant, caseId)
    if (!refundCase) throw new ProblemError('NotFound', { caseId })
    if (refundCase.survey === 'none') throw new RefusedError(refundCaseRefusal('SurveyNotSent'))
    const surveyToken = this.links.tokenFor({ tenant, id: caseId })
    return { caseId, surveyToken, surveyUrl: `${this.config.PUBLIC_URL ?? ''}/surveys/${surveyToken}`, answered: refundCase.survey === 'answered' }
  }
}
