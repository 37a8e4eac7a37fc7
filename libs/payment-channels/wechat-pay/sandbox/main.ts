import { runSandboxProgram } from '../../sandbox-kit/process.js'
import { wechatPaySandbox } from './program.js'

await runSandboxProgram(wechatPaySandbox)
