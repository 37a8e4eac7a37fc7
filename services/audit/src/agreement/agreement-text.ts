import { addMilliseconds, chineseCapitals, type Instant, type Money, type Texts } from '@recourse/kernel'
import { SHANGHAI_OFFSET_ms } from '@recourse/policy'
import type { AgreementTerms } from '@recourse/refund-case'

/** One line of the document. */
export interface Line {
  readonly kind: 'title' | 'heading' | 'text' | 'signature'
  readonly text: string
}

const line = (kind: Line['kind']) => (text: string): Line => ({ kind, text })
const [title, heading, text, signature] = [line('title'), line('heading'), line('text'), line('signature')]

const WAYS: Readonly<Record<string, Texts>> = {
  ORIGINAL: { 'zh-CN': '原支付渠道退回', en: 'back the way it was paid' },
  ALIPAY: { 'zh-CN': '支付宝转账', en: 'by Alipay' },
  WECHAT_PAY: { 'zh-CN': '微信支付转账', en: 'by WeChat Pay' },
  BANK_TRANSFER: { 'zh-CN': '银行转账至申请人本人账户', en: 'by bank transfer to the applicant\'s own account' },
  STRIPE: { 'zh-CN': 'Stripe 退款', en: 'by Stripe' },
}

const wayIn = (way: string, language: keyof Texts): string => WAYS[way]?.[language] ?? way

/** The text that binds, in Chinese. */
export const chineseText = (terms: AgreementTerms): Line[] => {
  const { amount, way, payBy, remedy, clauses } = terms
  return [
    title('退款协议'),
    text(`协议编号：${terms.caseId}/${terms.offerNo}`),
    text(`甲方（退款申请人）：客户编号 ${terms.customer}`),
    text(`乙方（经营者）：${terms.operator['zh-CN']}`),
    text(`订单编号：${terms.orderId}    退款案件编号：${terms.caseId}`),
    text(`甲乙双方于${chineseTime(terms.agreedAt)}就上述订单的退款事宜协商一致，订立本协议。`),
    heading('一、退款金额'), text(payBy ? chineseAmount(amount) : '本协议不涉及退款金额。'),
    heading('二、退款方式'), text(payBy ? `乙方以下列方式向甲方付款：${wayIn(way, 'zh-CN')}。` : '不适用。'),
    heading('三、付款时间'), text(payBy ? `乙方不晚于${chineseTime(payBy)}一次性付清。` : '不适用。'),
    heading('四、其他补救方式'), text(remedy ? `${remedy.title['zh-CN']}。` : '无。'),
    heading('五、条款'), ...clauses.map((clause, index) => text(`${index + 1}. ${clause.text['zh-CN']}（条款 ${clause.id}，第 ${clause.version} 版）`)),
    heading('六、签署'),
    text('双方以电子方式签署本文件。签署人、签署时间及本文件的 SHA-256 摘要记录于本案的事件链；任何一方未签署前不付款。'),
    signature('甲方（签字）：'), signature('乙方（签字或盖章）：'),
  ]
}

/** The same for readers of English; the Chinese text binds. */
export const englishText = (terms: AgreementTerms): Line[] => {
  const { amount, way, payBy, remedy, clauses } = terms
  return [
    title('Refund agreement'),
    text('Translation; the Chinese text is the one that binds.'),
    text(`Agreement no. ${terms.caseId}/${terms.offerNo}. Order ${terms.orderId}.`),
    text(`Party A (applicant): customer ${terms.customer}. Party B (operator): ${terms.operator.en}.`),
    text(`Agreed on ${englishTime(terms.agreedAt)}.`),
    heading('1. Amount'), text(payBy ? `${figures(amount)} ${amount.currency}.` : 'No money is paid under this agreement.'),
    heading('2. Way of payment'), text(payBy ? `Party B pays Party A ${wayIn(way, 'en')}.` : 'Does not apply.'),
    heading('3. Time of payment'), text(payBy ? `In one sum by ${englishTime(payBy)}.` : 'Does not apply.'),
    heading('4. Other remedy'), text(remedy ? `${remedy.title.en}.` : 'None.'),
    heading('5. Clauses'), ...clauses.map((clause, index) => text(`${index + 1}. ${clause.text.en} (clause ${clause.id}, version ${clause.version})`)),
    heading('6. Signatures'),
    text('Both parties sign this document electronically. Signer, time and the SHA-256 of this document are recorded in the chain of events of this case.'),
    text('Nothing is paid before both have signed.'),
    signature('Party A (signature):'), signature('Party B (signature or seal):'),
  ]
}

const chineseAmount = (amount: Money): string => {
  const capitals = chineseCapitals(amount)
  return `${figures(amount)} ${amount.currency === 'CNY' ? '元' : amount.currency}${capitals ? `（大写：${capitals}）` : ''}。`
}

/** Of currencies with two decimals: 1,234.56. */
const figures = ({ minor }: Money): string => {
  const whole = String(Math.floor(minor / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${whole}.${String(minor % 100).padStart(2, '0')}`
}

const inShanghai = (instant: Instant): string => addMilliseconds(instant, SHANGHAI_OFFSET_ms)

const chineseTime = (instant: Instant): string => {
  const local = inShanghai(instant)
  return `${local.slice(0, 4)}年${local.slice(5, 7)}月${local.slice(8, 10)}日${local.slice(11, 16)}（北京时间）`
}

const englishTime = (instant: Instant): string => {
  const local = inShanghai(instant)
  return `${local.slice(0, 10)} ${local.slice(11, 16)} (Beijing time)`
}
