import { eventFlowMigrations, quarantineEvents } from '@recourse/event-flow'
import { eventStoreMigrations } from '@recourse/event-store'
import { indexEvents } from '@recourse/kernel'
import { orderEvents } from '@recourse/order'
import { masterKeyOf, readSettings, type ServiceDefinition } from '@recourse/platform'
import { loadCalendar, loadPolicyPacks, loadRates, PackCatalogue, policyPackEvents } from '@recourse/policy'
import { refundCaseDecider, refundCaseEvents } from '@recourse/refund-case'
import { z } from 'zod'
import { ProgressLinks } from './domain.js'
import { EvidenceFiles } from './evidence-files.js'
import { IntakeModule } from './intake.module.js'
import { ClamdScanner, NO_SCANNER } from './malware-scanner.js'
import { threadDeadlines } from './react/thread-deadlines.js'
import { ThreadRow } from './read/threads/thread.entity.js'
import { threadProjection } from './read/threads/thread.projection.js'
import { PublishedPackRow } from './read/packs/published-pack.entity.js'
import { publishedPackProjection } from './read/packs/published-pack.projection.js'
import { whenAppealLodgedThenReserveOnOrder } from './react/when-appeal-lodged-then-reserve-on-order.policy.js'
import { whenCustomerMustKnowThenPostNotice } from './react/when-customer-must-know-then-post-notice.policy.js'
import { whenRefundCaseClosedThenReleaseReservation } from './react/when-refund-case-closed-then-release-reservation.policy.js'
import { whenRefundRequestedThenReserveOnOrder } from './react/when-refund-requested-then-reserve-on-order.policy.js'

const Settings = z.object({
  EVIDENCE_DIR: z.string().min(1), POLICY_PACKS_DIR: z.string().optional(), CALENDARS_DIR: z.string().optional(),
  CLAMAV_URL: z.string().regex(/^tcp:\/\/[^/:]+:\d{1,5}$/, 'of the form tcp://host:3310').optional(),
})

/** The service without its adapters, which `main.ts` and the specs choose. */
export const intake: Omit<ServiceDefinition, 'openEventStore'> = {
  name: 'intake',
  description: 'Orders, refund requests, evidence, and the customer\'s view of the progress.',
  catalogue: indexEvents(refundCaseEvents, orderEvents, policyPackEvents, quarantineEvents),
  migrations: [...eventStoreMigrations, ...eventFlowMigrations],
  open: (infrastructure) => {
    const settings = readSettings(process.env, Settings)
    const packs = new PackCatalogue(loadPolicyPacks(settings.POLICY_PACKS_DIR), infrastructure.aggregates)
    const calendar = loadCalendar(settings.CALENDARS_DIR)
    const decider = refundCaseDecider(packs, calendar)
    const links = new ProgressLinks(masterKeyOf(infrastructure.config))
    const files = new EvidenceFiles(settings.EVIDENCE_DIR, infrastructure.keys)
    if (!settings.CLAMAV_URL) infrastructure.logger.warn({ setting: 'CLAMAV_URL' }, 'evidence is not checked for malware')
    const scanner = settings.CLAMAV_URL ? new ClamdScanner(settings.CLAMAV_URL) : NO_SCANNER
    return {
      module: IntakeModule.register({ packs, calendar, rates: loadRates(), decider, links, files, scanner }),
      entities: [PublishedPackRow, ThreadRow],
      projections: [publishedPackProjection, threadProjection],
      policies: [whenRefundRequestedThenReserveOnOrder(decider), whenRefundCaseClosedThenReleaseReservation(decider), whenAppealLodgedThenReserveOnOrder(decider),
        whenCustomerMustKnowThenPostNotice(decider, packs, infrastructure.codec)],
      deadlines: [threadDeadlines(decider)],
    }
  },
}
