import { Inject, Injectable } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { AggregateStore } from '@recourse/event-store'
import type { Clock, Texts } from '@recourse/kernel'
import { CLOCK, CONFIG, ProblemError, type Config } from '@recourse/platform'
import { PackCatalogue, STAGES, type PackStage, WorkingCalendar } from '@recourse/policy'
import { expectationOf, refundCaseStream, type RefundCaseEvent } from '@recourse/refund-case'
import { ProgressLinks, REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { progressStageView, progressView, type Told } from './progress-view.js'
import type { ProgressStageView, ProgressView } from './progress.dto.js'

export class ProgressQuery extends Query<ProgressView> {
  constructor(readonly token: string, readonly language: keyof Texts) {
    super()
  }
}

export class ProgressStageQuery extends Query<ProgressStageView> {
  constructor(readonly token: string, readonly stage: string, readonly language: keyof Texts) {
    super()
  }
}

/** Opens a link: the case, folded from its own stream, so that it shows a write at once. */
@Injectable()
export class LinkedCases {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly links: ProgressLinks,
    private readonly packs: PackCatalogue,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ProblemError NotFound when the link was not made here. */
  async open(token: string, language: keyof Texts): Promise<Told> {
    const target = this.links.open(token)
    if (!target) throw new ProblemError('NotFound')
    const { state, events } = await this.aggregates.load(this.decider, refundCaseStream(target.tenant, target.id))
    if (state.phase === 'unopened') throw new ProblemError('NotFound')
    const pack = await this.packs.refundPack(target.tenant, state.pack.id, state.pack.version)
    const site = this.config.PUBLIC_URL ?? ''
    return { tenant: target.tenant, state, pack, events: events as readonly RefundCaseEvent[], language, site, url: `${site}/progress/${token}` }
  }
}

@QueryHandler(ProgressQuery)
export class ProgressQueryHandler implements IQueryHandler<ProgressQuery> {
  constructor(private readonly cases: LinkedCases, private readonly calendar: WorkingCalendar, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute({ token, language }: ProgressQuery): Promise<ProgressView> {
    const told = await this.cases.open(token, language)
    return progressView(told, expectationOf(told.state, { pack: told.pack, calendar: this.calendar }, this.clock.now()))
  }
}

const isStage = (name: string): name is PackStage => STAGES.some((stage) => stage === name)

@QueryHandler(ProgressStageQuery)
export class ProgressStageQueryHandler implements IQueryHandler<ProgressStageQuery> {
  constructor(private readonly cases: LinkedCases) {}

  async execute({ token, stage, language }: ProgressStageQuery): Promise<ProgressStageView> {
    const told = await this.cases.open(token, language)
    const view = isStage(stage) ? progressStageView(told, stage) : undefined
    if (!view) throw new ProblemError('NotFound', { stage })
    return view
  }
}
