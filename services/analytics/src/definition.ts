import { carePlanEvents, complaintEvents } from '@recourse/care-plan'
import { channelSwitchEvents } from '@recourse/channel-switch'
import { eventFlowMigrations, quarantineEvents } from '@recourse/event-flow'
import { eventStoreMigrations } from '@recourse/event-store'
import { indexEvents } from '@recourse/kernel'
import { orderEvents } from '@recourse/order'
import { readSettings, type ServiceDefinition } from '@recourse/platform'
import { loadCalendar, policyPackEvents } from '@recourse/policy'
import { reconciliationEvents } from '@recourse/reconciliation'
import { refundCaseEvents } from '@recourse/refund-case'
import { spotCheckEvents } from '@recourse/spot-check'
import { trainingEvents } from '@recourse/training'
import { transferBatchEvents } from '@recourse/transfer-batch'
import { z } from 'zod'
import { AnalyticsModule } from './analytics.module.js'
import { caseFactProjection } from './read/facts/case-fact.projection.js'
import { complaintFactProjection } from './read/facts/complaint-fact.projection.js'
import { orderFactProjection } from './read/facts/order-fact.projection.js'

const Settings = z.object({ CALENDARS_DIR: z.string().optional() })

/** The service without its adapters, which `main.ts` and the specs choose. */
export const analytics: Omit<ServiceDefinition, 'openEventStore'> = {
  name: 'analytics',
  description: 'Measures of orders and refund cases, and the stream of events for consumers.',
  catalogue: indexEvents(orderEvents, refundCaseEvents, carePlanEvents, complaintEvents, trainingEvents, spotCheckEvents, channelSwitchEvents, reconciliationEvents, transferBatchEvents, policyPackEvents, quarantineEvents),
  migrations: [...eventStoreMigrations, ...eventFlowMigrations],
  open: () => ({
    module: AnalyticsModule.register(loadCalendar(readSettings(process.env, Settings).CALENDARS_DIR)),
    projections: [orderFactProjection, caseFactProjection, complaintFactProjection],
  }),
}
