import type { Permissions } from '@recourse/kernel'
import type { ReconciliationCommand } from './commands.js'

/** Who may send what. Only finance settles a difference: operations may have caused it. Who exactly may not is checked in `decide/`. */
export const reconciliationPermissions: Permissions<ReconciliationCommand['type']> = {
  RecordReconciliation: ['finance-maker', 'finance-checker', 'operations', 'service'],
  ResolveDifference: ['finance-maker', 'finance-checker'],
}
