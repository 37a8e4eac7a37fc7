import type { Texts } from '@recourse/kernel'

/** In force since 2025-05-01. */
export const PREPAID_LAW = '最高人民法院关于审理预付式消费民事纠纷案件适用法律若干问题的解释(法释〔2025〕4号)'
/** Its articles that a sum can rest on. */
export type Article = 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22

/** One step of the sum; `minor` is negative for what is taken off. */
export interface PrepaidLine {
  readonly code: LineCode
  readonly label: Texts
  readonly minor: number
  readonly article: Article
}

/** What a person has to weigh or look up, because the law or the data leave it open. `mayLower`: the result may be below the sum. */
export interface HumanStep {
  readonly code: HumanStepCode
  readonly text: Texts
  readonly article: Article
  readonly mayLower: boolean
}

/** Something the operator asked to take off and may not. */
export interface RefusedDeduction {
  readonly kind: 'SALES_COMMISSION'
  readonly minor: number
  readonly text: Texts
  readonly article: Article
}

const texts = (en: string, zh: string): Texts => ({ en, 'zh-CN': zh })

const LABELS = {
  PAID: texts('Prepaid', '预付款'),
  PAID_COOLING_OFF: texts('Prepaid, returned within the cooling-off period', '预付款(冷静期内全额返还)'),
  USED_AT_DISCOUNT: texts('Used, at the discount price', '已使用部分(按折扣价)'),
  USED_AT_LIST_PRICE: texts('Used, at the price before discount', '已使用部分(按打折前价格)'),
  USED_TIME: texts('Time already served', '已履行期限对应的价款'),
  GIFT_SHARE: texts('Part of what was used that the gift credit paid for', '已使用部分中由赠送金额承担的部分'),
  NO_ADDITIONAL_PAYMENT: texts('Used beyond the prepayment: nothing is owed for it', '超出预付款部分不再补交'),
  BETTER_TERM: texts('Agreed terms that are better for the consumer', '合同约定对消费者更有利'),
  ALREADY_RETURNED: texts('Returned by earlier refunds', '此前已退还部分'),
  INTEREST: texts('Interest', '利息'),
} as const satisfies Record<string, Texts>
export type LineCode = keyof typeof LABELS

export const line = (code: LineCode, minor: number, article: Article): PrepaidLine => ({ code, label: LABELS[code], minor, article })

const STEPS = {
  GIFTS_IN_KIND: {
    article: 21, mayLower: true,
    text: texts('Gifts in kind: weigh whether they are returned or compensated', '存在赠送的商品或服务:须综合考虑是否返还或折价补偿'),
  },
  REASONABLE_COSTS: {
    article: 15, mayLower: true,
    text: texts('Costs claimed besides: check that they were necessary and proved', '另行主张合理费用:须核实其必要性和凭证'),
  },
  LIST_PRICE_UNPROVEN: {
    article: 19, mayLower: false,
    text: texts('The list price is disputed and not proved: find the market price of the place and day', '打折前价格有争议且无交易记录:须核定同类服务的市场价格'),
  },
  SUPERVISED_ACCOUNT: {
    article: 16, mayLower: false,
    text: texts('Money on a supervised account: ask for its actual interest', '预付款已转入监管账户:须核实实际利率'),
  },
  RATE_UNKNOWN: {
    article: 16, mayLower: false,
    text: texts('No published rate is recorded for the day of the contract: look it up; no interest is in the sum', '合同成立日无利率数据:须查明后补算,本结果未计利息'),
  },
} as const satisfies Record<string, Omit<HumanStep, 'code'>>
export type HumanStepCode = keyof typeof STEPS

export const humanStep = (code: HumanStepCode): HumanStep => ({ code, ...STEPS[code] })

export const refusedCommission = (minor: number): RefusedDeduction => ({
  kind: 'SALES_COMMISSION', minor, article: 15,
  text: texts('Commission paid to staff is no reasonable cost', '支付给员工的预付款提成不属于合理费用'),
})
