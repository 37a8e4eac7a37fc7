import type { Texts } from '@recourse/kernel'
import type { Failure, FailureAction } from './port.js'

export interface ChannelError extends Texts {
  readonly action: FailureAction
  /** Of a final one: only the number is dead, so the same channel pays the same under a new one. */
  readonly anew?: true
}

/** Every failure code a channel of ours can answer, with the sentence a person can act on. A channel's own codes are mapped to these. */
export const channelErrors = {
  ACCOUNT_NAME_MISMATCH: {
    action: 'correctable',
    en: 'The account name does not match: check the account name and the card number',
    'zh-CN': '账户名称不匹配,请检查户名/银行卡号是否正确',
  },
  ACCOUNT_NUMBER_INVALID: {
    action: 'correctable',
    en: 'There is no such account: check the card number',
    'zh-CN': '账号不存在,请检查银行卡号是否正确',
  },
  PAYEE_UNREACHABLE: {
    action: 'correctable',
    en: 'The original card is void or frozen and the money waits at the channel: give another account of the same person',
    'zh-CN': '原银行卡已注销或冻结,退款暂存于支付渠道,请提供本人的其他账户',
  },
  PAYEE_REQUIRED: {
    action: 'correctable',
    en: 'A bank transfer needs an account to go to: enter the account name and number',
    'zh-CN': '银行转账需要收款账户,请填写户名与账号',
  },
  PAYEE_BANK_UNKNOWN: {
    action: 'correctable',
    en: "The channel has to be told the payee's bank: give the bank code of the account",
    'zh-CN': '支付渠道需要收款银行信息,请填写收款账户的联行号',
  },
  PAYEE_BANK_NOT_SERVED: {
    action: 'correctable',
    en: 'The channel does not pay to cards of this bank: give a debit card of another bank, of the same person',
    'zh-CN': '支付渠道不支持该收款银行,请提供本人其他银行的借记卡',
  },
  MERCHANT_BALANCE_TOO_LOW: {
    action: 'retry',
    en: "The merchant's balance at the channel is too low: top it up; the refund is then sent again by itself",
    'zh-CN': '商户在支付渠道的余额不足,请充值,充值后系统将自动重新提交退款',
  },
  CHANNEL_BUSY: {
    action: 'retry',
    en: 'The channel has too many requests: there is nothing to do, the refund is sent again by itself',
    'zh-CN': '支付渠道繁忙,无需处理,系统稍后将自动重新提交退款',
  },
  SIGNATURE_REJECTED: {
    action: 'retry',
    en: 'The channel did not accept our signature: an engineer must check clock and key; the refund is then sent again by itself',
    'zh-CN': '支付渠道验签未通过,请技术人员检查服务器时间与密钥,处理后系统将自动重新提交退款',
  },
  PAYMENT_NOT_FOUND: {
    action: 'retry',
    en: 'The channel does not know the original payment: check its number; the refund is sent again by itself',
    'zh-CN': '支付渠道未找到原支付订单,请核对支付单号,系统稍后将自动重新提交退款',
  },
  PAYMENT_FROZEN: {
    action: 'retry',
    en: 'The channel has frozen the original payment: ask the channel why; once it is free, the refund is sent again by itself',
    'zh-CN': '原支付交易已被支付渠道冻结,请联系支付渠道处理,解冻后系统将自动重新提交退款',
  },
  MERCHANT_UNKNOWN: {
    action: 'retry',
    en: 'The channel does not know the merchant number: an engineer must check the settings; the refund is then sent again by itself',
    'zh-CN': '支付渠道不存在该商户号,请技术人员检查配置,处理后系统将自动重新提交退款',
  },
  MERCHANT_NOT_PERMITTED: {
    action: 'retry',
    en: 'The merchant may not refund this payment: check the permissions at the channel; the refund is then sent again by itself',
    'zh-CN': '商户没有该笔支付的退款权限,请在支付渠道的商户平台检查权限,处理后系统将自动重新提交退款',
  },
  REFUSED_BY_RULE: {
    action: 'retry',
    en: 'The channel refuses the refund by one of its rules: finance must look into it; until then it is sent again by itself',
    'zh-CN': '退款不符合支付渠道的业务规则,请财务人员核查,处理前系统会自动重新提交退款',
  },
  PAYER_ACCOUNT_RESTRICTED: {
    action: 'retry',
    en: "The customer's account at the channel is closed or frozen: ask the channel; once it is open, the refund is sent again by itself, else agree another way of payment with the customer",
    'zh-CN': '客户在支付渠道的账户已注销或被冻结,请联系支付渠道确认,恢复后系统将自动重新提交退款,否则请与客户约定其他退款方式',
  },
  CALL_REFUSED: {
    action: 'retry',
    en: 'The channel refuses the way it is called: an engineer must check the settings; the refund is then sent again by itself',
    'zh-CN': '支付渠道拒绝了接口调用,请技术人员检查接口配置,处理后系统将自动重新提交退款',
  },
  ACCOUNT_CLOSED: {
    action: 'final',
    en: 'The account is closed: agree another account with the customer',
    'zh-CN': '收款账户已销户,请与客户确认其他收款账户',
  },
  TRANSFER_RETURNED: {
    action: 'final',
    en: 'The bank sent the money back (退票): check the account with the customer, then pay again',
    'zh-CN': '银行已退票,款项已退回,请与客户核对收款账户后重新付款',
  },
  TRANSFER_REVERSED: {
    action: 'final',
    en: 'Our bank took its booking back (冲账) and the money with it: ask the bank why, then pay again under a new number',
    'zh-CN': '银行已冲账,款项已退回本方账户,请向银行确认原因后使用新的退款单号重新付款',
  },
  REFUND_CLOSED: {
    action: 'final',
    anew: true,
    en: 'The channel has given this refund up, mostly because the balance was too low for too long: top it up, then pay under a new number',
    'zh-CN': '支付渠道已关闭该笔退款(多因余额长期不足),请充值后使用新的退款单号重新退款',
  },
  REFUND_WINDOW_OVER: {
    action: 'final',
    en: 'The payment is too old to be refunded through the channel: agree another way of payment with the customer',
    'zh-CN': '原支付已超过支付渠道的退款期限,请与客户约定其他退款方式',
  },
  TOO_MANY_REFUNDS: {
    action: 'final',
    en: 'The channel takes no more refunds of this payment: agree another way of payment with the customer',
    'zh-CN': '该笔支付的退款次数已达支付渠道上限,请与客户约定其他退款方式',
  },
  PAYMENT_NOT_REFUNDABLE: {
    action: 'final',
    en: 'The channel does not refund this payment at all: agree another way of payment with the customer',
    'zh-CN': '支付渠道不支持该笔支付退款,请与客户约定其他退款方式',
  },
  PARTIAL_REFUND_NOT_ALLOWED: {
    action: 'final',
    en: 'The channel refunds this payment only in full: agree another way of payment with the customer',
    'zh-CN': '该笔支付仅支持全额退款,请与客户约定其他退款方式',
  },
  PAYEE_NOT_POSSIBLE: {
    action: 'final',
    en: 'The channel refunds only the way the money came: choose a bank transfer for another account',
    'zh-CN': '支付渠道仅支持原路退回,如需退至其他账户请改用银行转账',
  },
  REFUND_NUMBER_REUSED: {
    action: 'final',
    en: 'This refund number belongs to another amount or payment, or what was paid is another amount: finance must look into it',
    'zh-CN': '该退款单号已用于其他金额或订单,或原支付金额不符,请财务人员核查',
  },
  AMOUNT_ABOVE_PAID: {
    action: 'final',
    en: 'The refunds of this payment would exceed what was paid: finance must look into it',
    'zh-CN': '累计退款金额将超过原支付金额,请财务人员核查',
  },
  AMOUNT_NOT_POSITIVE: {
    action: 'final',
    en: 'The refund amount must be above zero',
    'zh-CN': '退款金额必须大于零',
  },
  PAYMENT_DIFFERS: {
    action: 'final',
    en: "The channel's record of the original payment has another amount or currency: finance must look into it",
    'zh-CN': '原支付金额或币种与支付渠道记录不一致,请财务人员核查',
  },
  REQUEST_MALFORMED: {
    action: 'final',
    en: 'The channel cannot read the refund request: an engineer must look into it',
    'zh-CN': '支付渠道无法识别退款请求,请技术人员核查',
  },
  KEY_REJECTED: {
    action: 'retry',
    en: 'The channel did not accept our key: an engineer must check the settings; the refund is then sent again by itself',
    'zh-CN': '支付渠道提示接口密钥无效,请技术人员检查配置,处理后系统将自动重新提交退款',
  },
  PAYMENT_DISPUTED: {
    action: 'retry',
    en: 'The customer disputes the payment with the bank, which may give the money back itself: pay in no other way until that is decided',
    'zh-CN': '客户已就该笔支付向发卡行发起拒付,款项可能由银行直接退回,争议结束前请勿以其他方式付款',
  },
  CARD_UNUSABLE: {
    action: 'final',
    en: 'The card of the payment takes no more money, and the channel refunds only to it: agree another way of payment with the customer',
    'zh-CN': '原支付银行卡已失效,且支付渠道仅支持原路退回,请与客户约定其他退款方式',
  },
  REFUND_DECLINED: {
    action: 'final',
    en: 'The bank of the customer declined the refund: agree another way of payment with the customer',
    'zh-CN': '客户的银行拒绝接收该笔退款,请与客户约定其他退款方式',
  },
  REFUND_OVERTAKEN_BY_DISPUTE: {
    action: 'final',
    en: 'The customer disputed the payment while the refund was under way: settle the dispute instead, so that the customer is not paid twice',
    'zh-CN': '退款处理期间客户已向发卡行发起拒付,请先处理该争议,以免重复付款',
  },
  REFUND_CANCELED: {
    action: 'final',
    anew: true,
    en: 'The refund was cancelled at the channel: find out why, then pay under a new number',
    'zh-CN': '该笔退款已在支付渠道被取消,请确认原因后使用新的退款单号重新退款',
  },
  REFUND_FAILED: {
    action: 'final',
    anew: true,
    en: 'The refund failed and the channel does not say why: ask the channel, then pay under a new number',
    'zh-CN': '退款失败且支付渠道未说明原因,请联系支付渠道确认后使用新的退款单号重新退款',
  },
} as const satisfies Record<string, ChannelError>

export type ChannelErrorCode = keyof typeof channelErrors

export const isChannelErrorCode = (code: string): code is ChannelErrorCode => Object.hasOwn(channelErrors, code)

/** The failure behind a code. One that nobody has mapped yet is a `retry`: the same number sent again can never pay twice, a new number could. */
export const failureOf = (code: string): Failure => {
  if (!isChannelErrorCode(code)) {
    return {
      code,
      action: 'retry',
      message: {
        en: `The channel refused with the unknown code ${code}: an engineer must look into it`,
        'zh-CN': `支付渠道返回未知错误码 ${code},请技术人员核查`,
      },
    }
  }
  const { action, en, 'zh-CN': zh } = channelErrors[code]
  return { code, action, message: { en, 'zh-CN': zh } }
}

/** Whether the channel's rule is to pay the same under a new number (WeChat Pay: CLOSED). */
export const isPaidAnew = (code: string): boolean => isChannelErrorCode(code) && 'anew' in channelErrors[code]
