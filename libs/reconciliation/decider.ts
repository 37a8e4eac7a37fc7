import { assertNever, type Decider, type Decision } from '@recourse/kernel'
import type { ReconciliationCommand } from './commands.js'
import { recordReconciliation } from './decide/record-reconciliation.js'
import { resolveDifference } from './decide/resolve-difference.js'
import { evolve } from './evolve.js'
import { reconciliationPermissions } from './permissions.js'
import { refuse } from './refusals.js'
import { NOT_RECONCILED, type Reconciliation } from './state.js'

const decide = (command: ReconciliationCommand, before: Reconciliation): Decision => {
  switch (command.type) {
    case 'RecordReconciliation': return recordReconciliation(command, before)
    case 'ResolveDifference': return before.status === 'none' ? refuse('UnknownReconciliation') : resolveDifference(command, before)
    default: return assertNever(command)
  }
}

/** Stream `reconciliation-<tenant>.<id>`, see `reconciliationIdOf`: one day of a channel, run as often as need be. */
export const reconciliationDecider: Decider<Reconciliation, ReconciliationCommand> = {
  category: 'reconciliation', initial: NOT_RECONCILED, permissions: reconciliationPermissions, decide, evolve,
}
