import { messagesOf, termsOf, type Content, type Passage } from '../content.js'
import type { Hit, LintRule } from '../finding.js'
import { LAW } from '../law.js'
import { saysAny, type Phrase } from '../phrase.js'
import { sentencesOf } from '../sentences.js'
import { blamesTheCustomer } from './disclaimer.js'
import { KEEPS_PREPAYMENT, refusesEverything } from './refusing-words.js'
import {
  CHANGES_ALONE, DEDUCTS_COMMISSION, EXCLUDES_RESCISSION, FINAL_INTERPRETATION, FORBIDS_TRANSFER, KEEPS_LOST_CARDS, LIMITS_INJURY_LIABILITY, PAYS_IN_PARTS,
  SHORTENS_WINDOW, WAIVES_DISPUTE,
} from './void-words.js'

const where = (passages: (pack: Content) => Passage[], holds: (sentence: string) => boolean): LintRule['check'] => (pack) =>
  passages(pack).filter(({ words }) => sentencesOf(words).some(holds)).map(({ path }): Hit => ({ path }))

const saying = (phrases: readonly Phrase[]): LintRule['check'] => where((pack) => [...termsOf(pack), ...messagesOf(pack)], (sentence) => saysAny(sentence, phrases))

/** A sentence that keeps a prepayment, or that blames the customer, has a rule of its own. */
const refusesAll = (sentence: string): boolean =>
  saysAny(sentence, refusesEverything(sentence)) && !saysAny(sentence, KEEPS_PREPAYMENT) && !blamesTheCustomer(sentence)

/** Void terms in clauses, notices, guides and the appeal route, and in messages; a message may tell the refusal of one case. */
export const termRules: readonly LintRule[] = [
  {
    id: 'refuses-all-refunds', article: LAW.excludedReturn, severity: 'error', check: where(termsOf, refusesAll),
    text: { en: 'No term may refuse refunds altogether; say which case is meant and which clause of the law or the contract it rests on', 'zh-CN': '格式条款不得一概排除退款;请写明具体情形及其法律或合同依据' },
  },
  {
    id: 'keeps-prepayment', article: LAW.excludedReturn, severity: 'error', check: saying(KEEPS_PREPAYMENT),
    text: { en: 'A term that excludes the return of a prepayment is void; say how the unused rest is returned', 'zh-CN': '排除返还预付款的条款无效;请写明未使用余额如何退还' },
  },
  {
    id: 'excludes-rescission', article: LAW.excludedReturn, severity: 'error', check: saying(EXCLUDES_RESCISSION),
    text: { en: 'A term that takes away the right to end the contract or to get money back is void; remove it', 'zh-CN': '排除消费者解除合同或请求退款权利的条款无效,请删除' },
  },
  {
    id: 'shortens-window', article: LAW.statutoryDays, severity: 'error', check: saying(SHORTENS_WINDOW),
    text: { en: 'The law gives seven days; a term must not make them fewer', 'zh-CN': '法定期限为七日,条款不得缩短' },
  },
  {
    id: 'waives-dispute', article: LAW.dispute, severity: 'error', check: saying(WAIVES_DISPUTE),
    text: { en: 'Nobody can be made to give up complaints, arbitration or the courts; remove it', 'zh-CN': '不得限制消费者投诉、仲裁或起诉的权利,请删除' },
  },
  {
    id: 'final-interpretation', article: LAW.formClause, severity: 'error', check: saying(FINAL_INTERPRETATION),
    text: { en: 'The operator has no final say on what a form clause means; remove it', 'zh-CN': '经营者不得规定对格式条款享有最终解释权,请删除' },
  },
  {
    id: 'limits-injury-liability', article: LAW.injury, severity: 'error', check: saying(LIMITS_INJURY_LIABILITY),
    text: { en: 'Liability for injury to a person cannot be excluded; remove it', 'zh-CN': '免除造成人身损害责任的条款无效,请删除' },
  },
  {
    id: 'forbids-transfer', article: LAW.excludedTransfer, severity: 'error', check: saying(FORBIDS_TRANSFER),
    text: { en: 'A prepaid contract may be passed on; say how instead of forbidding it', 'zh-CN': '不得不合理地限制预付式消费合同债权的转让;请写明转让办法' },
  },
  {
    id: 'keeps-lost-cards', article: LAW.lostCard, severity: 'error', check: saying(KEEPS_LOST_CARDS),
    text: { en: 'A lost named card is replaced; say how', 'zh-CN': '记名预付卡遗失应予补办;请写明补办办法' },
  },
  {
    id: 'changes-alone', article: LAW.oneSidedChange, severity: 'error', check: saying(CHANGES_ALONE),
    text: { en: 'Price, kind, quality and quantity do not change by one side\'s word; remove it', 'zh-CN': '不得约定经营者单方变更价款、种类、质量、数量等实质性内容,请删除' },
  },
  {
    id: 'deducts-commission', article: LAW.commission, severity: 'error', check: saying(DEDUCTS_COMMISSION),
    text: { en: 'Sales commission is no cost to deduct from a refund; remove it', 'zh-CN': '销售提成不属于可扣除的合理费用,请删除' },
  },
  {
    id: 'pays-in-parts', article: LAW.inOneGo, severity: 'error', check: saying(PAYS_IN_PARTS),
    text: { en: 'A refund is paid in one sum; remove the instalments', 'zh-CN': '退款应一次性退清;请删除分期退还的约定' },
  },
]
