import { ApiProperty } from '@nestjs/swagger'
import type { Executed } from '@recourse/event-store'
import type { Refusal, Texts } from '@recourse/kernel'
import { answerOf, CommandAnswer } from '@recourse/platform'
import type { Alternative } from '@recourse/policy'
import { RefundCalculated } from '@recourse/refund-case'

type Calculated = ReturnType<typeof RefundCalculated>['data']

export class CalculationLine {
  @ApiProperty({ example: 'USED_AT_DISCOUNT' })
  code: string

  @ApiProperty({ description: 'In English and Chinese' })
  label: Texts

  @ApiProperty({ description: 'Minor units; negative for what is taken off' })
  minor: number

  @ApiProperty({ description: 'Article of the law that the line rests on' })
  article: number
}

export class CalculationAnswer extends CommandAnswer {
  @ApiProperty({ description: 'The law that the articles belong to' })
  law: string

  @ApiProperty()
  sum_minor: number

  @ApiProperty({ description: 'Part of the sum' })
  interest_minor: number

  @ApiProperty()
  currency: string

  @ApiProperty({ type: [CalculationLine], description: 'They add up to the sum' })
  lines: CalculationLine[]

  @ApiProperty({ description: 'What a person has to weigh or look up before the sum is final; none = it is' })
  humanSteps: Calculated['humanSteps']

  @ApiProperty({ description: 'What the operator asked to take off and may not, with the article' })
  refusedDeductions: Calculated['refusedDeductions']

  @ApiProperty({ description: 'Other ways to settle, with what is left: units, days, minor units' })
  alternatives: Alternative[]
}

/** @throws RefusedError, which the filter turns into problem+json. */
export const calculationAnswer = (outcome: Executed | Refusal, alternativesTo: (calculated: Calculated) => Alternative[]): CalculationAnswer => {
  const answer = answerOf(outcome)
  const { data } = (outcome as Executed).events.find(({ type }) => type === RefundCalculated.type) as { data: Calculated }
  const { law, sum, interest, lines, humanSteps, refusedDeductions } = data
  return {
    ...answer, law, sum_minor: sum.minor, interest_minor: interest.minor, currency: sum.currency, lines, humanSteps, refusedDeductions,
    alternatives: alternativesTo(data),
  }
}
