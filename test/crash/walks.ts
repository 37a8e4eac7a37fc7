import { randomInt } from 'node:crypto'
import { eventually } from '@recourse/test-support'
import { hasAccount, hashOfTransferFile } from '@recourse/test-support/cases'
import type { System } from '@recourse/test-support/system'
import { AMOUNT_minor, correctAndResubmit, happenedOnce, insist, inReceipt, openCase, PAYER, payoutThat, received, serial, WITHIN_ms } from './cases.js'
import { rebuilt, reconciled, retried } from './desks.js'
import type { WalkName } from './steps.js'

/** The course of a case that the machine approves, from its order to its closing, or of what people do beside it, through whatever fails on the way. */
export const walks: Readonly<Record<WalkName, (system: System) => Promise<void>>> = {
  'a payout that is pending': (system) => paid(system, { reference: `${serial()}-pending` }),
  'an answer that is lost': (system) => paid(system, { reference: `${serial()}-reset-after` }),
  'two notices': async (system) => {
    for (let notice = 0; notice < 2; notice += 1) await paid(system, { channel: 'wechat-pay', reference: serial() })
  },
  'a bank transfer': async (system) => {
    const account = `6222${randomInt(1e11, 1e12)}`
    await hasAccount(system, PAYER, account)
    const opened = await openCase(system, { channel: 'bank-transfer', reference: serial() }, { way: 'BANK_TRANSFER', payee: { name: PAYER, account } })
    await payoutThat(system, opened.caseId, { code: 'BATCH' })
    const checker = system.as('finance-checker')
    const rejected = await cut(system)
    await insist(checker, `/transfer-batches/${rejected}/rejection`, { reason: 'NOT_DUE' })
    const batch = await cut(system)
    const fileSha256 = await eventually(`the file ${batch} can be looked at`, () => hashOfTransferFile(checker, batch), WITHIN_ms)
    await insist(checker, `/transfer-batches/${batch}/approval`, { fileSha256 })
    await received(system, opened)
  },
  'a payout that fails and is corrected': async (system) => {
    const opened = await openCase(system, { reference: `${serial()}-wrong-name` })
    await correctAndResubmit(system, opened)
    await received(system, opened)
    await happenedOnce(system, opened.caseId, 'PayoutRequested', 'PayoutFailed', 'PayoutDetailsCorrected', 'PayoutResubmitted', 'PayoutConfirmed', 'ReceiptConfirmed')
  },
  'money that waits at its channel': async (system) => {
    const opened = await openCase(system, { reference: `${serial()}-abnormal` })
    await correctAndResubmit(system, opened)
    await received(system, opened)
    await happenedOnce(system, opened.caseId, 'PayoutRequested', 'PayoutAbnormal', 'PayoutDetailsCorrected', 'PayoutResubmitted', 'PayoutConfirmed')
  },
  'money that comes back': async (system) => {
    const opened = await openCase(system, { reference: `${serial()}-returned` })
    await inReceipt(system, opened.caseId)
    await insist(opened.customer, `/refund-cases/${opened.caseId}/receipt-dispute`, { reason: 'NOTHING_CAME' })
    await correctAndResubmit(system, opened)
    await received(system, opened)
    await happenedOnce(system, opened.caseId, 'ReceiptDisputed', 'PayoutReturned', 'PayoutDetailsCorrected')
  },
  'a refund in two parts': (system) => paid(system, {
    paymentLegs: [
      { channel: 'sandbox', reference: `${serial()}-pending`, amount_minor: 1_700 },
      { channel: 'wechat-pay', reference: serial(), amount_minor: AMOUNT_minor - 1_700 },
    ],
  }),
  'a channel that is stopped': async (system) => {
    const [operations, checker] = [system.as('operations'), system.as('finance-checker')]
    const channel = '/payment-channels/wechat-pay'
    await insist(operations, `${channel}/stop`, { reason: 'INCIDENT' })
    const waiting = await openCase(system, { channel: 'wechat-pay', reference: serial() })
    await payoutThat(system, waiting.caseId, { code: 'CHANNEL_STOPPED' })
    await insist(checker, `${channel}/resume`, { reason: 'SOLVED' })
    await received(system, waiting)
    const drilled = `/payment-channels/${undrilled.shift()}`
    await insist(operations, `${drilled}/stop`, { reason: 'DRILL' })
    await insist(checker, `${drilled}/drill`)
  },
  'a reconciliation': reconciled,
  'a view that is built anew': async (system) => {
    await rebuilt(system, 'payout')
    await rebuilt(system, 'payout_sending')
  },
  'an event in quarantine': retried,
  'a message log and a process that are lost': async (system) => {
    await Promise.all([system.killNats({ wipe: true }), system.kill('payout')])
    await paid(system, { reference: serial() })
  },
}

/** A channel has one drill a day, and this walk is gone through four times. */
const undrilled = ['wechat-pay', 'alipay', 'stripe', 'bank-transfer', 'sandbox']

const paid = async (system: System, order: Parameters<typeof openCase>[1]): Promise<void> => {
  const opened = await openCase(system, order)
  await received(system, opened)
  await happenedOnce(system, opened.caseId, 'RefundApproved', 'ReceiptConfirmed', 'RefundCaseClosed')
}

/** Once something is queued, also again. */
const cut = async (system: System): Promise<string> => (await insist(system.as('finance-maker'), '/transfer-batches')).id
