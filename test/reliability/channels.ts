import type { PaymentChannel } from '@recourse/payment-channels'
import { hastyWhereSilent, startAlipaySandbox, startWechatSandbox } from '@recourse/payment-channels/testing'

export interface Movement {
  readonly outRefundNo: string
  /** Positive when the money left. */
  readonly minor: number
}

/** A channel with its sandbox, and how an order is paid through it. */
export interface ChannelUnderTest {
  readonly name: string
  readonly channel: PaymentChannel
  /** Says what was paid in a payment, where a sandbox wants to be told. */
  open(reference: string, paid_minor: number): Promise<void>
  movements(): Promise<Movement[]>
  stop(): Promise<void>
}

export interface ChannelOptions {
  readonly clock: () => Date
  /** Where a channel, by its name, calls back. */
  readonly noticesTo: (channel: string) => string
}

/** A faulty sandbox never answers; whoever waits for that waits no longer than this. */
const BRIEFLY_ms = 60
const LONG_ms = 30_000

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
}

/** Of a transfer to an account of the customer's, said by the end of its number. */
export const PAYEES = ['wrong-name', 'wrong-account', 'returned', 'pending', 'timeout-after', 'reset-after'] as const

/** Those beside Recourse's own sandbox. */
export const startChannels = async (databaseUrl: string, { clock, noticesTo }: ChannelOptions): Promise<ChannelUnderTest[]> => {
  const wechat = await startWechatSandbox(databaseUrl, clock)
  const alipay = await startAlipaySandbox(databaseUrl, { clock, notifyUrl: noticesTo('alipay') })
  const notifyUrl = noticesTo('wechat-pay')
  return [
    {
      name: 'wechat-pay',
      channel: hastyWhereSilent(wechat.channel({ timeout_ms: LONG_ms, notifyUrl }), wechat.channel({ timeout_ms: BRIEFLY_ms, notifyUrl })),
      open: async () => {},
      movements: async () => (await wechat.movements()).map(signed),
      stop: () => wechat.stop(),
    },
    {
      name: 'alipay',
      channel: hastyWhereSilent(alipay.channel({ timeout_ms: LONG_ms }), alipay.channel({ timeout_ms: BRIEFLY_ms })),
      open: (reference, paid_minor) => alipay.open(reference, paid_minor),
      movements: async () => (await alipay.movements()).map(signed),
      stop: () => alipay.stop(),
    },
  ]
}

/** As it changes what the customer has. */
export const signed = ({ outRefundNo, direction, amount }: { outRefundNo: string; direction: string; amount: { minor: number } }): Movement => ({
  outRefundNo, minor: direction === 'out' ? amount.minor : -amount.minor,
})
