import { carePlanDecider, carePlanEvents, complaintEvents } from '@recourse/care-plan'
import { eventFlowMigrations, quarantineEvents } from '@recourse/event-flow'
import { eventStoreMigrations } from '@recourse/event-store'
import { indexEvents } from '@recourse/kernel'
import { masterKeyOf, readSettings, type ServiceDefinition } from '@recourse/platform'
import { loadCalendar, loadPolicyPacks, PackCatalogue, policyPackEvents } from '@recourse/policy'
import { refundCaseDecider, refundCaseEvents } from '@recourse/refund-case'
import { trainingEvents } from '@recourse/training'
import { z } from 'zod'
import { AfterCareModule } from './after-care.module.js'
import { SurveyLinks } from './domain.js'
import { carePlanDeadlines } from './react/care-plan-deadlines.js'
import { whenComplaintOpenedThenLinkToCase } from './react/when-complaint-opened-then-link-to-case.policy.js'
import { whenRefundCaseClosedThenSendSurvey } from './react/when-refund-case-closed-then-send-survey.policy.js'
import { CareTaskRow } from './read/care-tasks/care-task.entity.js'
import { careTaskProjection } from './read/care-tasks/care-task.projection.js'
import { ComplaintRow } from './read/complaints/complaint.entity.js'
import { complaintProjection } from './read/complaints/complaint.projection.js'

const Settings = z.object({ POLICY_PACKS_DIR: z.string().optional(), CALENDARS_DIR: z.string().optional() })

/** The service without its adapters, which `main.ts` and the specs choose. */
export const afterCare: Omit<ServiceDefinition, 'openEventStore'> = {
  name: 'after-care',
  description: 'Care plans and their tasks, problems after a treatment, surveys after a refund, complaints.',
  catalogue: indexEvents(carePlanEvents, complaintEvents, refundCaseEvents, trainingEvents, policyPackEvents, quarantineEvents),
  migrations: [...eventStoreMigrations, ...eventFlowMigrations],
  open: ({ config, aggregates }) => {
    const settings = readSettings(process.env, Settings)
    const packs = new PackCatalogue(loadPolicyPacks(settings.POLICY_PACKS_DIR), aggregates)
    const calendar = loadCalendar(settings.CALENDARS_DIR)
    const carePlans = carePlanDecider(packs, calendar)
    const refundCases = refundCaseDecider(packs, calendar)
    return {
      module: AfterCareModule.register({ packs, carePlans, refundCases, links: new SurveyLinks(masterKeyOf(config)) }),
      entities: [CareTaskRow, ComplaintRow],
      projections: [careTaskProjection, complaintProjection],
      policies: [whenRefundCaseClosedThenSendSurvey(refundCases), whenComplaintOpenedThenLinkToCase(refundCases)],
      deadlines: [carePlanDeadlines(carePlans)],
    }
  },
}
