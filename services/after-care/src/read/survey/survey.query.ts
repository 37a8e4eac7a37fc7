import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { ApiProperty } from '@nestjs/swagger'
import type { Texts } from '@recourse/kernel'
import { ProblemError, RefusedError } from '@recourse/platform'
import { refundCaseRefusal } from '@recourse/refund-case'
import { RefundCases, SurveyLinks } from '../../domain.js'
import { SURVEY_QUESTIONS } from './survey-questions.js'

export class SurveyQuestion {
  @ApiProperty({ enum: SURVEY_QUESTIONS.map(({ field }) => field), description: 'Field of the answer' })
  field: string

  @ApiProperty()
  required: boolean

  @ApiProperty()
  text: string
}

export class SurveyView {
  @ApiProperty()
  answered: boolean

  @ApiProperty({ type: [SurveyQuestion] })
  questions: SurveyQuestion[]
}

export class SurveyQuery extends Query<SurveyView> {
  constructor(readonly token: string, readonly language: keyof Texts) {
    super()
  }
}

@QueryHandler(SurveyQuery)
export class SurveyQueryHandler implements IQueryHandler<SurveyQuery> {
  constructor(private readonly links: SurveyLinks, private readonly cases: RefundCases) {}

  async execute({ token, language }: SurveyQuery): Promise<SurveyView> {
    const target = this.links.open(token)
    const refundCase = target && await this.cases.find(target.tenant, target.id)
    if (!refundCase) throw new ProblemError('NotFound')
    if (refundCase.survey === 'none') throw new RefusedError(refundCaseRefusal('SurveyNotSent'))
    return { answered: refundCase.survey === 'answered', questions: SURVEY_QUESTIONS.map(({ text, ...question }) => ({ ...question, text: text[language] })) }
  }
}
