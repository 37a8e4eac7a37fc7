import { Module, type DynamicModule } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { AggregateStore } from '@recourse/event-store'
import type { Clock } from '@recourse/kernel'
import { CLOCK, CommandSender } from '@recourse/platform'
import { PackCatalogue } from '@recourse/policy'
import { CARE_PLAN, CarePlans, Complaints, RefundCases, SurveyLinks, type CarePlanDecider, type RefundCaseDecider } from './domain.js'
import { CarePlanController } from './read/care-plan/care-plan.controller.js'
import { CarePlanQueryHandler } from './read/care-plan/care-plan.query.js'
import { CareTaskRow } from './read/care-tasks/care-task.entity.js'
import { CareTasksController } from './read/care-tasks/care-tasks.controller.js'
import { CareTasksQueryHandler } from './read/care-tasks/care-tasks.query.js'
import { ComplaintController } from './read/complaint/complaint.controller.js'
import { ComplaintQueryHandler } from './read/complaint/complaint.query.js'
import { ComplaintRow } from './read/complaints/complaint.entity.js'
import { ComplaintsController } from './read/complaints/complaints.controller.js'
import { ComplaintsQueryHandler } from './read/complaints/complaints.query.js'
import { SurveyController } from './read/survey/survey.controller.js'
import { SurveyQueryHandler } from './read/survey/survey.query.js'
import { SurveyLinkController } from './read/survey-link/survey-link.controller.js'
import { SurveyLinkQueryHandler } from './read/survey-link/survey-link.query.js'
import { AnswerComplaintController } from './write/answer-complaint/answer-complaint.controller.js'
import { AnswerComplaintHandler } from './write/answer-complaint/answer-complaint.handler.js'
import { AnswerSurveyController } from './write/answer-survey/answer-survey.controller.js'
import { AnswerSurveyHandler } from './write/answer-survey/answer-survey.handler.js'
import { CloseComplaintController } from './write/close-complaint/close-complaint.controller.js'
import { CloseComplaintHandler } from './write/close-complaint/close-complaint.handler.js'
import { CompleteCareTaskController } from './write/complete-care-task/complete-care-task.controller.js'
import { CompleteCareTaskHandler } from './write/complete-care-task/complete-care-task.handler.js'
import { MakeRecommendationController } from './write/make-recommendation/make-recommendation.controller.js'
import { MakeRecommendationHandler } from './write/make-recommendation/make-recommendation.handler.js'
import { OpenComplaintController } from './write/open-complaint/open-complaint.controller.js'
import { OpenComplaintHandler } from './write/open-complaint/open-complaint.handler.js'
import { RegisterCareProblemController } from './write/register-care-problem/register-care-problem.controller.js'
import { RegisterCareProblemHandler } from './write/register-care-problem/register-care-problem.handler.js'
import { ResolveCareProblemController } from './write/resolve-care-problem/resolve-care-problem.controller.js'
import { ResolveCareProblemHandler } from './write/resolve-care-problem/resolve-care-problem.handler.js'
import { StartCarePlanController } from './write/start-care-plan/start-care-plan.controller.js'
import { StartCarePlanHandler } from './write/start-care-plan/start-care-plan.handler.js'

export interface AfterCareParts {
  readonly packs: PackCatalogue
  readonly carePlans: CarePlanDecider
  readonly refundCases: RefundCaseDecider
  readonly links: SurveyLinks
}

@Module({})
export class AfterCareModule {
  static register({ packs, carePlans, refundCases, links }: AfterCareParts): DynamicModule {
    const inject = [CommandSender, AggregateStore]
    type Injected = [CommandSender, AggregateStore]
    return {
      module: AfterCareModule,
      imports: [TypeOrmModule.forFeature([CareTaskRow, ComplaintRow])],
      controllers: [
        StartCarePlanController, CompleteCareTaskController, RegisterCareProblemController, ResolveCareProblemController, MakeRecommendationController,
        CarePlanController, CareTasksController,
        OpenComplaintController, AnswerComplaintController, CloseComplaintController, ComplaintsController, ComplaintController,
        AnswerSurveyController, SurveyController, SurveyLinkController,
      ],
      providers: [
        { provide: PackCatalogue, useValue: packs },
        { provide: SurveyLinks, useValue: links },
        { provide: CARE_PLAN, useValue: carePlans },
        { provide: CarePlans, inject: [...inject, CLOCK], useFactory: (...[commands, aggregates, clock]: [...Injected, Clock]) => new CarePlans(commands, aggregates, carePlans, clock) },
        { provide: RefundCases, inject, useFactory: (...injected: Injected) => new RefundCases(...injected, refundCases) },
        { provide: Complaints, inject, useFactory: (...injected: Injected) => new Complaints(...injected) },
        StartCarePlanHandler, CompleteCareTaskHandler, RegisterCareProblemHandler, ResolveCareProblemHandler, MakeRecommendationHandler,
        CarePlanQueryHandler, CareTasksQueryHandler,
        OpenComplaintHandler, AnswerComplaintHandler, CloseComplaintHandler, ComplaintsQueryHandler, ComplaintQueryHandler,
        AnswerSurveyHandler, SurveyQueryHandler, SurveyLinkQueryHandler,
      ],
    }
  }
}
