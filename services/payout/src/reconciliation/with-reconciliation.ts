import { hostname } from 'node:os'
import type { DynamicModule } from '@nestjs/common'
import { Leases } from '@recourse/event-flow'
import { TENANT_PATTERN } from '@recourse/kernel'
import { readSettings, type Infrastructure, type ServiceParts } from '@recourse/platform'
import { z } from 'zod'
import type { RefundCaseDecider } from '../domain.js'
import type { OpenChannels } from '../open-channels.js'
import { payoutMovementProjection } from '../read/payout-movements/payout-movement.projection.js'
import { ReconciliationDifferenceRow } from '../read/reconciliations/reconciliation-difference.entity.js'
import { reconciliationDifferenceProjection } from '../read/reconciliations/reconciliation-difference.projection.js'
import { ReconciliationRow } from '../read/reconciliations/reconciliation.entity.js'
import { reconciliationProjection } from '../read/reconciliations/reconciliation.projection.js'
import { Books } from './books.js'
import { DayReader } from './day-reader.js'
import { ReconciliationModule } from './reconciliation.module.js'
import { ReconciliationRunner } from './runner.js'

const Settings = z.object({ RECONCILIATION_TENANT: z.string().regex(TENANT_PATTERN).optional() })

export interface ReconciliationWorkings {
  readonly decider: RefundCaseDecider
  readonly channels: OpenChannels
}

/** The service with its reconciliation: views, doors, and the runner that does it every day. */
export const withReconciliation = (parts: ServiceParts, infrastructure: Infrastructure, { decider, channels }: ReconciliationWorkings): ServiceParts => {
  const { pool, store, aggregates, clock, logger } = infrastructure
  const { RECONCILIATION_TENANT: ownerOfUnknown } = readSettings(process.env, Settings)
  const books = new Books(pool, store)
  const reader = new DayReader(channels, books, clock, ownerOfUnknown)
  const leases = new Leases(pool, `${hostname()}/${process.pid}`)
  const runner = new ReconciliationRunner({ pool, leases, aggregates, clock, logger, channels, books, reader })
  const module = parts.module as DynamicModule
  return {
    ...parts,
    module: { ...module, imports: [...(module.imports ?? []), ReconciliationModule.register(reader, decider)] },
    entities: [...(parts.entities ?? []), ReconciliationRow, ReconciliationDifferenceRow],
    projections: [...(parts.projections ?? []), payoutMovementProjection, reconciliationProjection, reconciliationDifferenceProjection],
    runners: [...(parts.runners ?? []), runner],
  }
}
