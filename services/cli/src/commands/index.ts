import type { CliCommand } from '../command.js'
import { caseCommands } from './case.js'
import { doctor } from './doctor.js'
import { importCommand } from './import.js'
import { metricsMonthly } from './metrics.js'
import { policyCommands } from './policy.js'
import { projectionCommands } from './projection.js'
import { quarantineCommands } from './quarantine.js'
import { reconcile } from './reconcile.js'
import { requirements } from './requirements.js'
import { verify } from './verify.js'

export const commands: readonly CliCommand[] = [importCommand, metricsMonthly, ...caseCommands, verify, ...policyCommands, ...projectionCommands, ...quarantineCommands, reconcile, requirements, doctor]
