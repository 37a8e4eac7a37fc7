import { alipaySandbox } from '../alipay/sandbox/program.js'
import { bankSandbox } from '../bank-transfer/sandbox/program.js'
import { ownSandbox } from '../sandbox/program.js'
import { runSandboxes } from '../sandbox-kit/process.js'
import { stripeSandbox } from '../stripe/sandbox/program.js'
import { wechatPaySandbox } from '../wechat-pay/sandbox/program.js'

// One process for all: `npm start` waits for no more programs than it has to.
await runSandboxes([ownSandbox, wechatPaySandbox, alipaySandbox, bankSandbox, stripeSandbox])
