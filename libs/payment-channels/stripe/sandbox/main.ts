import { runSandboxProgram } from '../../sandbox-kit/process.js'
import { stripeSandbox } from './program.js'

await runSandboxProgram(stripeSandbox)
