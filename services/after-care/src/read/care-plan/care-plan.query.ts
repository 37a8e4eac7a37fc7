import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { CareProblemRegistered, CareProblemResolved, carePlanStream, type StartedPlan, type TaskState } from '@recourse/care-plan'
import { AggregateStore, EventCodec } from '@recourse/event-store'
import type { EventOf, RecordedEvent, Texts } from '@recourse/kernel'
import { ProblemError, type Caller } from '@recourse/platform'
import { PackCatalogue, type CareGuidance, type CarePack } from '@recourse/policy'
import { CARE_PLAN, mayReadText, type CarePlanDecider } from '../../domain.js'
import type { CareTaskStatus } from '../care-tasks/care-task.projection.js'
import type { CarePlanView, GuidanceView, PlanProblemView, PlanTaskView, RecommendationView } from './care-plan.dto.js'

type Language = keyof Texts

export class CarePlanQuery extends Query<CarePlanView> {
  constructor(readonly caller: Caller, readonly planId: string, readonly language: Language) {
    super()
  }
}

/** Folded from the plan's own stream, so that it shows a write at once; whoever is only a customer sees only their own. */
@QueryHandler(CarePlanQuery)
export class CarePlanQueryHandler implements IQueryHandler<CarePlanQuery> {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly codec: EventCodec,
    private readonly packs: PackCatalogue,
    @Inject(CARE_PLAN) private readonly decider: CarePlanDecider,
  ) {}

  async execute({ caller, planId, language }: CarePlanQuery): Promise<CarePlanView> {
    const { state: plan, version, events } = await this.aggregates.load(this.decider, carePlanStream(caller.tenant, planId))
    if (!plan.started || (caller.isOnlyCustomer && plan.customer !== caller.identity.actor.id)) throw new ProblemError('NotFound', { planId })
    const pack = await this.packs.carePack(caller.tenant, plan.pack.id, plan.pack.version)
    const guidance = pack.guidance.find(({ code }) => code === plan.guidance) ?? pack.defaultGuidance
    const readsText = mayReadText(caller, plan.customer)
    const { orderId, project, treatmentCompletedAt, guidanceMissing, satisfaction, recommended } = plan
    return {
      planId, customerId: plan.customer, ...(orderId ? { orderId } : {}), project, treatmentCompletedAt, pack: plan.pack,
      guidance: guidanceIn(language, guidance), guidanceMissing,
      tasks: Object.values(plan.tasks).map((task) => taskView(task, pack, language)),
      problems: await Promise.all(Object.keys(plan.problems).map((problemId) => this.problemView(plan, problemId, events, readsText))),
      ...(satisfaction === undefined ? {} : { satisfaction }),
      recommendations: recommendationsFor(project, pack, language),
      recommended, version,
    }
  }

  private async problemView(plan: StartedPlan, problemId: string, events: readonly RecordedEvent[], readsText: boolean): Promise<PlanProblemView> {
    const { severity, owner, dueAt, resolved, overdue } = plan.problems[problemId]!
    const about = (events as readonly EventOf<typeof CareProblemRegistered | typeof CareProblemResolved>[]).filter(({ data }) => data.problemId === problemId)
    const registered = about.find(({ type }) => type === CareProblemRegistered.type)
    const resolution = about.find((event): event is EventOf<typeof CareProblemResolved> => event.type === CareProblemResolved.type)
    const said = registered && readsText ? await this.codec.open(registered) : undefined
    return {
      problemId, severity, owner, dueAt, status: resolved ? 'resolved' : overdue ? 'overdue' : 'open',
      ...(said ? { description: String(said['description']) } : {}), textSealed: registered?.sealed !== undefined && !said,
      ...(resolution ? { remedy: resolution.data.remedy, ...(resolution.data.caseId ? { caseId: resolution.data.caseId } : {}) } : {}),
    }
  }
}

const statusOf = ({ done, overdue }: TaskState): CareTaskStatus => (done ? 'done' : overdue ? 'overdue' : 'open')

const taskView = (task: TaskState, pack: CarePack, language: Language): PlanTaskView => {
  const { id, stage, owner, helpers, from, dueAt, commercial } = task
  const title = pack.plan.tasks.find((definition) => definition.id === id)!.title[language]
  return { taskId: id, title, stage, owner, helpers: [...helpers], ...(from ? { from } : {}), dueAt, status: statusOf(task), commercial }
}

const recommendationsFor = (project: string, { plan }: CarePack, language: Language): RecommendationView[] =>
  plan.recommendations.filter((row) => row.project === project).map(({ id, title }) => ({ recommendationId: id, title: title[language] }))

const guidanceIn = (language: Language, { code, title, first24Hours, dietAndRest, forbidden, products }: CareGuidance): GuidanceView => {
  const lines = (texts: readonly Texts[]): string[] => texts.map((text) => text[language])
  return {
    code, title: title[language],
    first24Hours: lines(first24Hours), dietAndRest: lines(dietAndRest), forbidden: lines(forbidden), products: lines(products),
  }
}
