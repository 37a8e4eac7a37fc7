import { runSandboxProgram } from '../../sandbox-kit/process.js'
import { bankSandbox } from './program.js'

await runSandboxProgram(bankSandbox)
