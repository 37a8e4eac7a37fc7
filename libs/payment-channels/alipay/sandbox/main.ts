import { runSandboxProgram } from '../../sandbox-kit/process.js'
import { alipaySandbox } from './program.js'

await runSandboxProgram(alipaySandbox)
