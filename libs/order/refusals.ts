import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Everything an order can refuse. Codes are stable. */
export const orderRefusals = {
  UnknownOrder: { kind: 'not-found', en: 'This order is not known', zh: '未找到该订单' },
  OrderAlreadyRecorded: { kind: 'conflict', en: 'This order number is already recorded with other content', zh: '该订单号已登记,且内容不同' },
  PaymentLegsDoNotAddUp: { kind: 'invalid', en: 'The payment legs do not add up to the amount paid', zh: '各支付方式金额之和与实付金额不符' },
  PaymentNamedTwice: { kind: 'invalid', en: 'Two payment legs have the same reference: name each payment once, with all that was paid by it', zh: '两笔支付的编号相同,请将同一笔支付合并为一条' },
  PrepaidTermMissing: { kind: 'invalid', en: 'Unlimited use needs the first and the last day of its term', zh: '不限次数服务须填写履行期限的起止日期' },
  PrepaidTermReversed: { kind: 'invalid', en: 'The term of the prepaid contract ends before it begins', zh: '预付合同履行期限的截止日期早于起始日期' },
  AmountNotPositive: { kind: 'invalid', en: 'The amount must be greater than zero', zh: '金额必须大于零' },
  CurrencyDiffers: { kind: 'invalid', en: 'The currency is not that of the order', zh: '币种与订单币种不一致' },
  AmountAboveRest: { kind: 'conflict', en: 'The order does not have that much left to refund', zh: '订单剩余可退金额不足' },
  AlreadyReserved: { kind: 'conflict', en: 'This case has already reserved another amount of the order', zh: '该退款单已预留其他金额' },
  NothingReserved: { kind: 'conflict', en: 'This case holds no reservation on the order', zh: '该退款单在此订单上没有预留金额' },
  AmountAboveReservation: { kind: 'conflict', en: 'The amount is above what this case has reserved', zh: '金额超过该退款单的预留金额' },
  AlreadySettled: { kind: 'conflict', en: 'This payout is already settled with another amount', zh: '该笔付款已以其他金额结算' },
  NotSettled: { kind: 'conflict', en: 'This payout was never settled', zh: '该笔付款尚未结算' },
  AlreadyAllocated: { kind: 'conflict', en: 'This case already pays another amount over the payments of the order', zh: '该退款单已按其他金额分摊至各笔支付' },
  PaymentsDoNotCover: { kind: 'conflict', en: 'The payments of the order do not have that much left to refund', zh: '订单各笔支付的剩余可退金额不足' },
  UnknownPayment: { kind: 'not-found', en: 'The order was not paid by this payment', zh: '该订单没有此笔支付' },
  PayoutReplaced: { kind: 'conflict', en: 'A later payout of this case has gone out over the payment in place of this one', zh: '该退款单已以更新的付款单号经此笔支付退款,原单号不再付款' },
  TooSoonAfterLastRefund: { kind: 'conflict', en: 'The channel wants more time between two refunds of one payment', zh: '同一笔支付的两次退款间隔过短' },
  TooManyRefundsOfPayment: { kind: 'conflict', en: 'The channel takes no further refund of this payment', zh: '该笔支付的退款次数已达渠道上限' },
  RefundWindowOver: { kind: 'conflict', en: 'The time within which the channel refunds this payment is over', zh: '该笔支付已超过渠道允许的退款期限' },
} as const satisfies Record<string, RefusalDefinition>

export const refuse = defineRefusals(orderRefusals)
