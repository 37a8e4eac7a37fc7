import { eventFlowMigrations, quarantineEvents } from '@recourse/event-flow'
import { eventStoreMigrations } from '@recourse/event-store'
import { indexEvents } from '@recourse/kernel'
import { orderEvents } from '@recourse/order'
import { readSettings, type ServiceDefinition } from '@recourse/platform'
import { loadCalendar, loadPolicyPacks, PackCatalogue, policyPackEvents } from '@recourse/policy'
import { refundCaseDecider, refundCaseEvents } from '@recourse/refund-case'
import { spotCheckEvents } from '@recourse/spot-check'
import { trainingEvents } from '@recourse/training'
import { z } from 'zod'
import { AuditModule } from './audit.module.js'
import { clauseReviewDeadlines } from './react/clause-review-deadlines.js'
import { recountDeadlines } from './react/recount-deadlines.js'
import { correctiveActionDeadlines } from './react/corrective-action-deadlines.js'
import { stageDeadlines } from './react/stage-deadlines.js'
import { whenCheckCompletedThenNoteOnCase } from './react/when-check-completed-then-note-on-case.policy.js'
import { whenSpotCheckRevealedThenNoteOnCases } from './react/when-spot-check-revealed-then-note-on-cases.policy.js'
import { whenOfferAcceptedThenDraftAgreement } from './react/when-offer-accepted-then-draft-agreement.policy.js'
import { whenReviewOpenedThenReviewAutomatically } from './react/when-review-opened-then-review-automatically.policy.js'
import { RefundCaseRow } from './read/cases/refund-case.entity.js'
import { refundCaseProjection } from './read/cases/refund-case.projection.js'
import { CorrectiveActionRow } from './read/corrective-actions/corrective-action.entity.js'
import { correctiveActionProjection } from './read/corrective-actions/corrective-action.projection.js'
import { evidenceHashProjection } from './read/evidence-hashes/evidence-hash.projection.js'
import { PublishedPackRow } from './read/policy-packs/published-pack.entity.js'
import { publishedPackProjection } from './read/policy-packs/published-pack.projection.js'
import { SpotCheckRow } from './read/spot-checks/spot-check.entity.js'
import { spotCheckProjection } from './read/spot-checks/spot-check.projection.js'

const Settings = z.object({ POLICY_PACKS_DIR: z.string().optional(), CALENDARS_DIR: z.string().optional() })

/** The service without its adapters, which `main.ts` and the specs choose. */
export const audit: Omit<ServiceDefinition, 'openEventStore'> = {
  name: 'audit',
  description: 'Review and decision (审核), and for auditors the full history of a case.',
  catalogue: indexEvents(refundCaseEvents, orderEvents, trainingEvents, spotCheckEvents, policyPackEvents, quarantineEvents),
  migrations: [...eventStoreMigrations, ...eventFlowMigrations],
  open: ({ pool, aggregates, keys }) => {
    const settings = readSettings(process.env, Settings)
    const packs = new PackCatalogue(loadPolicyPacks(settings.POLICY_PACKS_DIR), aggregates)
    const calendar = loadCalendar(settings.CALENDARS_DIR)
    const decider = refundCaseDecider(packs, calendar)
    return {
      module: AuditModule.register(decider, calendar, packs, keys),
      entities: [RefundCaseRow, SpotCheckRow, CorrectiveActionRow, PublishedPackRow],
      projections: [refundCaseProjection, evidenceHashProjection, spotCheckProjection, correctiveActionProjection, publishedPackProjection],
      policies: [
        whenOfferAcceptedThenDraftAgreement(decider, packs, calendar), whenReviewOpenedThenReviewAutomatically(decider, packs, pool),
        whenSpotCheckRevealedThenNoteOnCases(decider), whenCheckCompletedThenNoteOnCase(decider),
      ],
      deadlines: [stageDeadlines(decider), correctiveActionDeadlines, recountDeadlines(decider, calendar), clauseReviewDeadlines],
    }
  },
}
