import { Controller, Get, Headers, Param } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { languageOf, Public } from '@recourse/platform'
import { ProgressQuery, ProgressView } from './progress.query.js'

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
}
