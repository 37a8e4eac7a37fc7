import { Controller, Get, Headers, Param } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { languageOf, Public } from '@recourse/platform'
import { SurveyQuery, SurveyView } from './survey.query.js'

@ApiTags('surveys')
@Public()
@Controller('surveys')
export class SurveyController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':token')
  @ApiOperation({ summary: 'The questions after a closed case, in zh-CN or en by Accept-Language; no login, no personal data' })
  @ApiOkResponse({ type: SurveyView })
  read(@Param('token') token: string, @Headers('accept-language') acceptLanguage?: string): Promise<SurveyView> {
    return this.queries.execute(new SurveyQuery(token, languageOf(acceptLanguage)))
  }
}
