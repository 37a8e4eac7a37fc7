import { eventFlowMigrations, quarantineEvents } from '@recourse/event-flow'
import { eventStoreMigrations, openEventStore } from '@recourse/event-store'
import { indexEvents } from '@recourse/kernel'
import { orderEvents } from '@recourse/order'
import { masterKeyOf, readSettings, runService } from '@recourse/platform'
import { loadCalendar, loadPolicyPacks } from '@recourse/policy'
import { refundCaseDecider, refundCaseEvents } from '@recourse/refund-case'
import { z } from 'zod'
import { ProgressLinks } from './domain.js'
import { EvidenceFiles } from './evidence-files.js'
import { IntakeModule } from './intake.module.js'
import { whenRefundCaseClosedThenReleaseReservation } from './react/when-refund-case-closed-then-release-reservation.policy.js'
import { whenRefundRequestedThenReserveOnOrder } from './react/when-refund-requested-then-reserve-on-order.policy.js'

const Settings = z.object({ EVIDENCE_DIR: z.string().min(1), POLICY_PACKS_DIR: z.string().optional() })

await runService({
  name: 'intake',
  description: 'Orders, refund requests, evidence, and the customer\'s view of the progress.',
  catalogue: indexEvents(refundCaseEvents, orderEvents, quarantineEvents),
  openEventStore,
  migrations: [...eventStoreMigrations, ...eventFlowMigrations],
  open: (infrastructure) => {
    const settings = readSettings(process.env, Settings)
    const packs = loadPolicyPacks(settings.POLICY_PACKS_DIR)
    const decider = refundCaseDecider(packs, loadCalendar())
    const links = new ProgressLinks(masterKeyOf(infrastructure.config))
    const files = new EvidenceFiles(settings.EVIDENCE_DIR, infrastructure.keys)
    return {
      module: IntakeModule.register({ packs, decider, links, files }),
      policies: [whenRefundRequestedThenReserveOnOrder(decider), whenRefundCaseClosedThenReleaseReservation(decider)],
    }
  },
})
