import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { money } from '@recourse/kernel'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import fc from 'fast-check'
import type { RefundRequest } from '../port.js'
import type { StripeChannel } from './channel.js'
import { startStripeSandbox, type RunningStripeSandbox } from './sandbox/testing.js'

const HOUR_MS = 3_600_000
const DAYS_MS = 3 * 24 * HOUR_MS

let database: TestDatabase
let sandbox: RunningStripeSandbox

beforeAll(async () => {
  database = await createTestDatabase()
  sandbox = await startStripeSandbox(database.url)
})

afterAll(async () => {
  await sandbox.stop()
  await database.drop()
})

const behaviour = fc.constantFrom('plain', 'no-balance', 'busy', 'pending', 'reset-after', 'server-error-before', 'server-error-after', 'server-error-saved', 'garbled')

/** How many processes send the same number at once, which of them were restarted, and how much time goes by: keys are forgotten after 24 hours. */
const step = fc.record({ senders: fc.integer({ min: 1, max: 3 }), restarted: fc.boolean(), hours: fc.constantFrom(0, 1, 22, 23, 24, 25) })

it('whatever is sent again, by whomever and how much later, money leaves once under a number, and it does leave (LS10)', async () => {
  await fc.assert(
    fc.asyncProperty(behaviour, fc.array(step, { minLength: 1, maxLength: 5 }), async (name, steps) => {
      const amount = money(3_000, 'CNY')
      const refund: RefundRequest = {
        outRefundNo: randomUUID(), paymentReference: `pi_${randomBytes(5).toString('hex')}-${name}`, amount, paid: money(10_000, 'CNY'), reason: '退款',
      }
      const processes: StripeChannel[] = Array.from({ length: 3 }, () => sandbox.channel())
      for (const { senders, restarted, hours } of steps) {
        if (restarted) processes[0] = sandbox.channel()
        await Promise.all(processes.slice(0, senders).map((channel) => channel.refund(refund)))
        sandbox.pass(hours * HOUR_MS)
      }
      sandbox.pass(DAYS_MS)
      for (let times = 0; times < 2; times++) await processes[0]!.refund(refund)
      sandbox.settle()
      expect(await processes[0]!.query(refund)).toMatchObject({ outcome: 'succeeded', amount })
      expect((await sandbox.movements()).filter(({ outRefundNo }) => outRefundNo === refund.outRefundNo)).toHaveLength(1)
    }),
    { numRuns: 30 },
  )
})
