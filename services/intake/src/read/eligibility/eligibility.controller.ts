import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { isRefusal } from '@recourse/kernel'
import { CurrentCaller, RefusedError, type Caller } from '@recourse/platform'
import { EligibilityAnswer, EligibilityDto } from './eligibility.dto.js'
import { EligibilityQuery } from './eligibility.query.js'

/** A POST because it carries a body; it changes nothing and needs no Idempotency-Key. */
@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('eligibility')
export class EligibilityController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'What a refund request would come to, with the sum and why, without opening a case' })
  @ApiOkResponse({ type: EligibilityAnswer })
  async assess(@CurrentCaller() caller: Caller, @Body() question: EligibilityDto): Promise<EligibilityAnswer> {
    const answer = await this.queries.execute(new EligibilityQuery(caller, question))
    if (isRefusal(answer)) throw new RefusedError(answer)
    return answer
  }
}
