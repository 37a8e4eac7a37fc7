import { Controller, Get, Headers, Param } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { languageOf, Public } from '@recourse/platform'
import { ProgressStageView, ProgressView } from './progress.dto.js'
import { ProgressQuery, ProgressStageQuery } from './progress.query.js'

@ApiTags('progress')
@Public()
@Controller('progress')
export class ProgressController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':token')
  @ApiOperation({ summary: 'Where a case stands, for its customer: at most five steps, no login, no personal data' })
  @ApiOkResponse({ type: ProgressView })
  read(@Param('token') token: string, @Headers('accept-language') acceptLanguage?: string): Promise<ProgressView> {
    return this.queries.execute(new ProgressQuery(token, languageOf(acceptLanguage)))
  }

  @Get(':token/stages/:stage')
  @ApiOperation({ summary: 'One stage of the case in detail: time limit with its clause, material, criteria, notices, guides and whom to ask' })
  @ApiOkResponse({ type: ProgressStageView })
  stage(@Param('token') token: string, @Param('stage') stage: string, @Headers('accept-language') acceptLanguage?: string): Promise<ProgressStageView> {
    return this.queries.execute(new ProgressStageQuery(token, stage, languageOf(acceptLanguage)))
  }
}
