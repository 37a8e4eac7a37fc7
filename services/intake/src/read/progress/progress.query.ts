import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { ApiProperty } from '@nestjs/swagger'
import { AggregateStore } from '@recourse/event-store'
import type { Clock, Texts } from '@recourse/kernel'
import { CLOCK, ProblemError } from '@recourse/platform'
import { clauseOf, PackCatalogue, type RefundPack, WorkingCalendar } from '@recourse/policy'
import { confirmedOf, customerSteps, expectationOf, refundCaseStream, type CustomerStep, type Expectation, type OpenedCase } from '@recourse/refund-case'
import { ProgressLinks, REFUND_CASE, type RefundCaseDecider } from '../../domain.js'

export class ProgressStep {
  @ApiProperty({ example: '等待审核' })
  label: string

  @ApiProperty({ enum: ['done', 'current', 'upcoming', 'skipped'] })
  status: CustomerStep['status']
}

export class ProgressNotice {
  @ApiProperty()
  id: string

  @ApiProperty()
  text: string
}

/** Why it was refused, and what the customer can do about it. */
export class ProgressRefusal {
  @ApiProperty()
  reason: string

  @ApiProperty({ description: 'Text of the clause that the refusal rests on' })
  clause: string

  @ApiProperty()
  appealRoute: string

  @ApiProperty({ required: false, description: 'Last moment for an appeal; absent once there was one' })
  appealUntil?: string
}

export class ProgressView {
  @ApiProperty()
  caseId: string

  @ApiProperty({ type: [ProgressStep] })
  steps: ProgressStep[]

  @ApiProperty()
  phase: string

  @ApiProperty({
    description: 'When the current step should be done, and while the case waits for you, when it would be if you answered now; absent once the case is closed',
    required: false,
  })
  expectedBy?: string

  @ApiProperty({ description: 'The working-day calendar of a year on the way is not published yet: expectedBy may still move', required: false })
  provisional?: boolean

  @ApiProperty({ description: 'The clock stands still until you have brought the missing evidence', required: false })
  waitingForYou?: boolean

  @ApiProperty({ description: 'Until when you may bring it; after that the review goes on with what there is', required: false })
  evidenceDueAt?: string

  @ApiProperty()
  overdue: boolean

  @ApiProperty({ required: false })
  outcome?: string

  @ApiProperty({ type: ProgressRefusal, required: false })
  refusal?: ProgressRefusal

  @ApiProperty({ description: 'Evidence that is still needed' })
  missingEvidence: string[]

  @ApiProperty({ required: false, description: 'What has been paid back so far, in minor units' })
  paid_minor?: number

  @ApiProperty()
  currency: string

  @ApiProperty({ type: [ProgressNotice], description: 'Notices of the policy pack that matter at this stage' })
  notices: ProgressNotice[]

  @ApiProperty()
  version: number
}

export class ProgressQuery extends Query<ProgressView> {
  constructor(readonly token: string, readonly language: keyof Texts) {
    super()
  }
}

/** Folded from the case's own stream, so that it shows a write at once. */
@QueryHandler(ProgressQuery)
export class ProgressQueryHandler implements IQueryHandler<ProgressQuery> {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly links: ProgressLinks,
    private readonly packs: PackCatalogue,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    private readonly calendar: WorkingCalendar,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ token, language }: ProgressQuery): Promise<ProgressView> {
    const target = this.links.open(token)
    if (!target) throw new ProblemError('NotFound')
    const { state, version } = await this.aggregates.load(this.decider, refundCaseStream(target.tenant, target.id))
    if (state.phase === 'unopened') throw new ProblemError('NotFound')
    const pack = await this.packs.refundPack(target.tenant, state.pack.id, state.pack.version)
    const expectation = expectationOf(state, { pack, calendar: this.calendar }, this.clock.now())
    return { ...viewOf(state, expectation, language), ...refusalIn(pack, state, language), notices: noticesFor(pack, state, language), version }
  }
}

const viewOf = (state: OpenedCase, expectation: Expectation | undefined, language: keyof Texts): Omit<ProgressView, 'notices' | 'version'> => {
  const paid = confirmedOf(state)
  return {
    caseId: state.caseId,
    steps: customerSteps(state).map((step) => ({ label: step.label[language], status: step.status })),
    phase: state.phase,
    ...expectation,
    overdue: state.overdue,
    ...(state.outcome ? { outcome: state.outcome } : {}),
    missingEvidence: [...state.missingEvidence],
    ...(paid.minor > 0 ? { paid_minor: paid.minor } : {}),
    currency: state.requested.currency,
  }
}

const refusalIn = (pack: RefundPack, { refusal, outcome }: OpenedCase, language: keyof Texts): { refusal?: ProgressRefusal } => {
  if (!refusal || outcome !== 'refused') return {}
  const { reason, clause, appealRoute, appealUntil, appealed } = refusal
  return {
    refusal: { reason, clause: clauseOf(pack, clause)?.text[language] ?? clause, appealRoute: appealRoute[language], ...(appealUntil && !appealed ? { appealUntil } : {}) },
  }
}

const noticesFor = (pack: RefundPack, state: OpenedCase, language: keyof Texts): ProgressNotice[] =>
  pack.notices.filter(({ stage }) => stage === undefined || stage === state.stage.stage).map(({ id, text }) => ({ id, text: text[language] }))
