import { money } from '@recourse/kernel'
import type { PaymentChannel } from '@recourse/payment-channels'
import {
  hastyWhereSilent, migrateBankTransfer, startAlipaySandbox, startBankSandbox, startStripeSandbox, startWechatSandbox, type RunningBankSandbox,
} from '@recourse/payment-channels/testing'
import type { LedgerMovement } from '@recourse/test-support/invariants'
import pg from 'pg'

/** A channel with its sandbox, and how an order is paid through it. */
export interface ChannelUnderTest {
  readonly name: string
  readonly channel: PaymentChannel
  /** Says what was paid in a payment, where a sandbox wants to be told. */
  open?(reference: string, paid_minor: number): Promise<void>
  /** Opens an account of the customer's, and answers its number. */
  account?(name: string, behaviour: string): Promise<string>
  movements(): Promise<LedgerMovement[]>
  stop(): Promise<void>
}

export interface ChannelOptions {
  readonly clock: () => Date
  /** Where a channel, by its name, calls back. */
  readonly noticesTo: (channel: string) => string
}

export const PAYER = '林小满'
/** A debit card that every channel takes that takes cards at all; the bank has it under the payer's name. */
export const GOOD_ACCOUNT = { name: PAYER, account: '6222020200112233445', bankCode: '102100099996' }

/** A faulty sandbox never answers; whoever waits for that waits no longer than this. */
const BRIEFLY_ms = 60
const LONG_ms = 30_000
/** Three questions have to fit into it. */
const STRIPE_BRIEFLY_ms = 1_000
/** Longer than the slowest answer that comes. */
const BANK_PATIENCE_ms = 2_500

/** Accounts with which nothing is wrong, at the bank. */
const ORDINARY: readonly string[] = ['plain', 'wrong-name']

type BankBehaviour = Parameters<RunningBankSandbox['open']>[0]['behaviour']

/** What goes wrong in a payment is said by the end of its reference: behaviours of each sandbox after which a case can still end. Others wait for somebody at the channel. */
export const BEHAVIOURS: Readonly<Record<string, readonly string[]>> = {
  sandbox: [
    'plain', 'no-balance', 'pending', 'returned', 'busy', 'timeout-before', 'timeout-after', 'server-error-before', 'server-error-after', 'reset-after', 'garbled', 'forged',
  ],
  'wechat-pay': [
    'plain', 'pending', 'closed', 'abnormal', 'no-balance', 'busy', 'account-gone', 'no-notice', 'timeout-before', 'timeout-after', 'server-error-before', 'server-error-after',
    'reset-after', 'slow-after', 'garbled', 'forged',
  ],
  alipay: [
    'plain', 'pending', 'closed', 'no-balance', 'busy', 'system-error', 'account-gone', 'no-notice', 'timeout-before', 'timeout-after', 'server-error-before',
    'server-error-after', 'reset-after', 'slow-after', 'garbled', 'forged',
  ],
  stripe: [
    'plain', 'pending', 'requires-action', 'canceled', 'closed', 'card-lost', 'declined', 'returned', 'no-balance', 'busy', 'no-notice', 'timeout-before', 'timeout-after',
    'server-error-before', 'server-error-after', 'server-error-saved', 'reset-after', 'slow-after', 'garbled',
  ],
  'bank-transfer': ['plain'],
}

/** Of a transfer: what is wrong with the account that the customer named, or with the way to the bank. */
export const ACCOUNTS = [
  'plain', 'wrong-name', 'closed', 'needs-bank-code', 'no-transfers', 'no-balance', 'bounces', 'reversed', 'timeout-before', 'timeout-after', 'server-error-before',
  'server-error-after', 'reset-after', 'slow-after', 'garbled', 'forged',
] as const

/** Ways in which money that had arrived goes back. */
export const COMES_BACK: readonly string[] = ['returned', 'bounces', 'reversed']

/** Those beside Recourse's own sandbox. */
export const startChannels = async (databaseUrl: string, { clock, noticesTo }: ChannelOptions): Promise<ChannelUnderTest[]> => {
  const wechat = await startWechatSandbox(databaseUrl, clock)
  const alipay = await startAlipaySandbox(databaseUrl, { clock, notifyUrl: noticesTo('alipay') })
  const stripe = await startStripeSandbox(databaseUrl, { clock, notifyUrl: noticesTo('stripe') })
  const notifyUrl = noticesTo('wechat-pay')
  return [
    {
      name: 'wechat-pay',
      channel: hastyWhereSilent(wechat.channel({ timeout_ms: LONG_ms, notifyUrl }), wechat.channel({ timeout_ms: BRIEFLY_ms, notifyUrl })),
      movements: async () => (await wechat.movements()).map(movementOf),
      stop: () => wechat.stop(),
    },
    {
      name: 'alipay',
      channel: hastyWhereSilent(alipay.channel({ timeout_ms: LONG_ms }), alipay.channel({ timeout_ms: BRIEFLY_ms })),
      open: (reference, paid_minor) => alipay.open(reference, paid_minor),
      movements: async () => (await alipay.movements()).map(movementOf),
      stop: () => alipay.stop(),
    },
    {
      name: 'stripe',
      channel: hastyWhereSilent(stripe.channel({ timeout_ms: LONG_ms }), stripe.channel({ timeout_ms: STRIPE_BRIEFLY_ms })),
      open: (reference, paid_minor) => stripe.open(reference, money(paid_minor, 'CNY')),
      movements: async () => (await stripe.movements()).map(movementOf),
      stop: () => stripe.stop(),
    },
    await startBank(databaseUrl, clock),
  ]
}

/** Its faults strike files, which the office sends one after the other. */
const startBank = async (databaseUrl: string, clock: () => Date): Promise<ChannelUnderTest> => {
  await migrateBankTransfer(databaseUrl)
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 5 })
  const bank = await startBankSandbox(databaseUrl, { clock })
  await bank.open({ accountNo: GOOD_ACCOUNT.account, accountName: PAYER })
  let accounts = 0
  return {
    name: 'bank-transfer',
    channel: bank.channel({ pool, timeout_ms: BANK_PATIENCE_ms }),
    account: async (accountName, behaviour) => {
      accounts += 1
      const accountNo = `6222${String(accounts).padStart(12, '0')}`
      await bank.open({ accountNo, accountName, ...(ORDINARY.includes(behaviour) ? {} : { behaviour: behaviour as BankBehaviour }) })
      return accountNo
    },
    movements: async () => (await bank.movements()).map(movementOf),
    stop: async () => {
      await bank.stop()
      await pool.end()
    },
  }
}

export const movementOf = ({ outRefundNo, direction, amount }: { outRefundNo: string; direction: string; amount: { minor: number } }): LedgerMovement => ({
  outRefundNo, direction: direction === 'out' ? 'out' : 'back', minor: amount.minor,
})
