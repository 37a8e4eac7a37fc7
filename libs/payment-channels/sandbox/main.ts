import { runSandboxProgram } from '../sandbox-kit/process.js'
import { ownSandbox } from './program.js'

await runSandboxProgram(ownSandbox)
