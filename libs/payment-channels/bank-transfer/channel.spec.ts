import { randomInt, randomUUID } from 'node:crypto'
import { money } from '@recourse/kernel'
import { createTestDatabase } from '@recourse/test-support'
import pg from 'pg'
import type { PayeeDetails, RefundRequest } from '../port.js'
import { hastyWhereSilent } from '../tck/hasty-where-silent.js'
import { paymentChannelTck } from '../tck/payment-channel-tck.js'
import type { Scenario } from '../tck/subject.js'
import { PromptOffice, readReturns } from './prompt-office.js'
import { behaviourNames, type BehaviourName } from './sandbox/behaviours.js'
import { startBankSandbox } from './sandbox/testing.js'
import { migrateBankTransfer } from './testing.js'

const BRIEFLY_MS = 250
const LONG_MS = 30_000
const NAME = '林小满'

const cannotHave = {
  closed: 'a bank gives nothing up that it has taken over: an instruction is paid or fails',
  abnormal: 'money that cannot reach the payee comes back to the account it left, it waits nowhere',
  busy: 'a refund is taken over by a ledger of our own, and the bank is asked later',
  notices: 'the host of the bank calls nobody back, its return files are fetched',
}

/** How the account of the payee is. */
const behaviourFor = (scenario: Scenario): BehaviourName | undefined => {
  if (scenario === 'closed-account') return 'closed'
  if (scenario === 'returned') return 'bounces'
  return behaviourNames.find((name) => name === scenario)
}

paymentChannelTck('bank transfer', cannotHave, async () => {
  const database = await createTestDatabase()
  await migrateBankTransfer(database.url)
  const sandbox = await startBankSandbox(database.url)
  const pool = new pg.Pool({ connectionString: database.url, max: 20 })
  const [patient, hasty] = [LONG_MS, BRIEFLY_MS].map((timeout_ms) => sandbox.channel({ pool, timeout_ms })) as [ReturnType<typeof sandbox.channel>, ReturnType<typeof sandbox.channel>]

  const office = new PromptOffice()
  const openings: Promise<void>[] = []
  const opened = (behaviour?: BehaviourName, accountName = NAME): PayeeDetails => {
    const accountNo = `6222${Array.from({ length: 12 }, () => randomInt(10)).join('')}`
    openings.push(sandbox.open({ accountNo, accountName, behaviour }))
    return { accountName: NAME, accountNo }
  }

  const channel = hastyWhereSilent(office.over(patient), office.over(hasty))
  return {
    channel: {
      ...channel,
      refund: async (request: RefundRequest) => {
        await Promise.all(openings)
        return channel.refund(request)
      },
    },
    request: (scenario) => ({
      outRefundNo: randomUUID(),
      paymentReference: `${randomUUID()}-${scenario}`,
      amount: money(3_000, 'CNY'),
      paid: money(10_000, 'CNY'),
      reason: '退款',
      tenant: 'demo',
      payee: opened(behaviourFor(scenario), scenario === 'wrong-name' ? '林小曼' : NAME),
    }),
    corrected: (request) => ({ ...request, payee: opened() }),
    movements: () => sandbox.movements(),
    pass: async (milliseconds) => sandbox.pass(milliseconds),
    settle: async () => {
      sandbox.settle()
      await readReturns(patient)
    },
    endDay: async (day) => sandbox.endDay(day),
    noticeOf: () => Promise.reject(new Error('the bank sends no notices')),
    restart: () => sandbox.restart(),
    stop: async () => {
      await sandbox.stop()
      await pool.end()
      await database.drop()
    },
  }
})
